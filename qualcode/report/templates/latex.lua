-- For LaTeX: blocks in a named style become environments of page.tex, and every sign is escaped here.

local environments = { ["Citat"] = "quote", ["Källa"] = "kalla", ["Anteckning"] = "anteckning" }
local special = {
  ["\\"] = "\\textbackslash{}", ["{"] = "\\{", ["}"] = "\\}", ["$"] = "\\$", ["&"] = "\\&", ["#"] = "\\#",
  ["_"] = "\\_", ["%"] = "\\%", ["^"] = "\\textasciicircum{}", ["~"] = "\\textasciitilde{}",
  ["<"] = "\\textless{}", [">"] = "\\textgreater{}", ["|"] = "\\textbar{}", ['"'] = "\\textquotedbl{}",
  ["'"] = "\\textquotesingle{}", ["`"] = "\\textasciigrave{}", ["["] = "{[}", ["]"] = "{]}",
  ["*"] = "{*}",
}

-- A no-break space is no sign of its own in the input of every TeX.
local function plain(element)
  local text = element.text:gsub("[%p]", special):gsub("\u{a0}", "~")
  -- Two of these beside each other would become another sign.
  text = text:gsub("%-%-", "-{}-"):gsub("%-%-", "-{}-"):gsub(",,", ",{},"):gsub(",,", ",{},")
  return pandoc.RawInline("latex", text)
end

local ids = {}
local function note(element)
  if element.identifier ~= "" then ids[element.identifier] = true end
end

local function link(element)
  local target = element.target
  if target:sub(1, 1) == "#" and not ids[target:sub(2)] then return element.content end
end

-- Pandoc would leave the words out of what it writes for the bookmarks.
local levels = { "section", "subsection", "subsubsection", "paragraph", "subparagraph" }
local function heading(element)
  if element.level == 1 then return {} end -- \maketitle prints it
  local name = levels[math.min(element.level - 1, #levels)]
  local break_before = element.identifier:match("^part%-%d+$") and "\\clearpage\n" or ""
  local out = pandoc.List({ pandoc.RawInline("latex", break_before .. "\\" .. name .. "{") })
  out:extend(element.content)
  local label = element.identifier ~= "" and ("\\label{" .. element.identifier .. "}") or ""
  out:insert(pandoc.RawInline("latex", "}" .. label))
  return pandoc.Para(out)
end

local function styled(div)
  local name = environments[div.attributes["custom-style"]]
  if not name then return div.content end
  local out = pandoc.List({ pandoc.RawBlock("latex", "\\begin{" .. name .. "}") })
  out:extend(div.content)
  out:insert(pandoc.RawBlock("latex", "\\end{" .. name .. "}"))
  return out
end

local function unstyled(div)
  return div.content
end

-- A column without a width does not break its lines.
local function fitted(tbl)
  for i, spec in ipairs(tbl.colspecs) do
    if not spec[2] or spec[2] == 0 then tbl.colspecs[i] = { spec[1], 0.96 / #tbl.colspecs } end
  end
  return tbl:walk({ Div = unstyled })
end

function Pandoc(doc)
  doc:walk({ Span = note, Header = note, Table = note, Figure = note })
  -- An environment in a cell gives it air that it should not have.
  doc = doc:walk({ Table = fitted })
  return doc:walk({ Div = styled, Link = link, Str = plain, Header = heading })
end
