-- For Markdown: no blocks that Markdown lacks, tables that fit a pipe table, captions as paragraphs.

local function one_line(blocks)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    local inlines = block.content
    if block.t == "Div" then
      inlines = one_line(block.content)
    elseif block.t ~= "Para" and block.t ~= "Plain" then
      inlines = pandoc.utils.blocks_to_inlines({ block })
    end
    if #out > 0 then out:insert(pandoc.RawInline("html", "<br>")) end
    out:extend(inlines)
  end
  return out
end

local function flatten(rows)
  for _, row in ipairs(rows) do
    row.attr = pandoc.Attr()
    for _, cell in ipairs(row.cells) do
      cell.attr = pandoc.Attr()
      cell.contents = { pandoc.Plain(one_line(cell.contents)) }
    end
  end
end

function Table(tbl)
  flatten(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    body.row_head_columns = 0
    flatten(body.head)
    flatten(body.body)
  end
  tbl.attr = pandoc.Attr()
  for i, spec in ipairs(tbl.colspecs) do tbl.colspecs[i] = { spec[1], nil } end
  local caption = one_line(tbl.caption.long)
  tbl.caption = { long = {} }
  if #caption == 0 then return tbl end
  return { pandoc.Para({ pandoc.Strong(caption) }), tbl }
end

function Div(div)
  if div.attributes["custom-style"] == "Citat" then return pandoc.BlockQuote(div.content) end
  return div.content
end

function Header(header)
  header.attr = pandoc.Attr()
  return header
end

function Link(link)
  if link.target:sub(1, 1) == "#" then return link.content end
end

function Span(span)
  return span.content
end

function SoftBreak()
  return pandoc.Space()
end

-- Words are escaped here and not by pandoc, which lets entities and ``\(`` through.
function Str(element)
  local text = element.text:gsub("[\\`*_{}%[%]<>#$~|&@^]", "\\%0"):gsub("://", "\\://"):gsub(":([%w_+-]+:)", "\\:%1")
  return pandoc.RawInline("markdown", text)
end

-- What would begin a list, a rule or a fence if it stood first on a line.
local function line_start(block)
  local first = block.content[1]
  if first and first.t == "RawInline" and first.format == "markdown" then
    first.text = first.text:gsub("^[-+=:%%]", "\\%0"):gsub("^(%d+)([.)])", "%1\\%2")
  end
  return block
end

Para = line_start
Plain = line_start
