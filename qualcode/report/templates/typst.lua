-- For PDF: a block in a named style becomes a call of the function of that name in page.typ,
-- and a link to a place that is not in the document becomes its words (Typst refuses it).

local functions = {
  ["Citat"] = "citat",
  ["Källa"] = "kalla",
  ["Meningsenhet"] = "meningsenhet",
  ["Kondensering"] = "kondensering",
  ["Anteckning"] = "anteckning",
  ["Tabelltext"] = "tabelltext",
}

local ids = {}
local function note(element)
  if element.identifier ~= "" then ids[element.identifier] = true end
end

local function styled(div)
  local name = functions[div.attributes["custom-style"]]
  if not name then return div.content end
  local out = pandoc.List({ pandoc.RawBlock("typst", "#" .. name .. "[") })
  out:extend(div.content)
  out:insert(pandoc.RawBlock("typst", "]"))
  return out
end

local function link(element)
  local target = element.target
  if target:sub(1, 1) == "#" and not ids[target:sub(2)] then return element.content end
end

-- Every sign is escaped here: pandoc leaves ``...``, ``-1`` and their like to become other signs.
local function plain(element)
  return pandoc.RawInline("typst", (element.text:gsub("%p", "\\%0")))
end

-- Pandoc leaves the description out, which readers of a PDF need.
local function image(element)
  local alt = pandoc.utils.stringify(element.caption):gsub('[\\"]', "\\%0")
  return pandoc.RawInline("typst", '#image("' .. element.src .. '", width: 100%, alt: "' .. alt .. '")')
end

function Pandoc(doc)
  doc:walk({ Span = note, Header = note, Table = note, Figure = note })
  return doc:walk({ Div = styled, Link = link, Str = plain, Image = image })
end
