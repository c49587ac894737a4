"""What LaTeX's macros show: characters for symbols, and which arguments of layout macros are never visible."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """The words of `text` as a set."""
    return frozenset(text.split())


THIN_SPACE = "\u2009"

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ", "mu": "µ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "ss": "ß", "ae": "æ", "oe": "œ", "o": "ø", "l": "ł", "i": "ı", "AE": "Æ",
    "OE": "Œ", "O": "Ø", "L": "Ł", "textmu": "µ", "micro": "µ",
}  # fmt: skip
_GREEK["lambda"] = "λ"

_WORDS = names(
    "log ln lg exp sin cos tan min max arg argmin argmax sup inf lim det dim gcd Pr mod LaTeX TeX"
)  # fmt: skip

SYMBOLS: dict[str, str] = {
    **_GREEK,
    **{word: word for word in _WORDS},
    "times": "×", "cdot": "·", "approx": "≈", "sim": "~", "simeq": "≃", "cong": "≅", "le": "≤", "leq": "≤",
    "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ll": "≪", "gg": "≫", "lesssim": "≲", "gtrsim": "≳",
    "lt": "<", "gt": ">", "ne": "≠", "neq": "≠", "equiv": "≡", "pm": "±", "mp": "∓", "div": "÷", "propto": "∝",
    "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "cup": "∪", "cap": "∩",
    "subset": "⊂", "subseteq": "⊆", "setminus": "\\", "emptyset": "∅", "forall": "∀", "exists": "∃", "neg": "¬",
    "land": "∧", "lor": "∨", "wedge": "∧", "vee": "∨", "oplus": "⊕", "otimes": "⊗", "odot": "⊙", "ast": "*",
    "star": "⋆", "circ": "∘", "bullet": "•", "dagger": "†", "prime": "′", "rightarrow": "→", "to": "→",
    "Rightarrow": "→", "longrightarrow": "→", "Longrightarrow": "→", "implies": "→", "mapsto": "→",
    "leftarrow": "←", "Leftarrow": "←", "longleftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Leftrightarrow": "↔", "iff": "↔", "uparrow": "↑", "downarrow": "↓", "Uparrow": "↑", "Downarrow": "↓",
    "nearrow": "↗", "searrow": "↘", "ldots": "…", "dots": "…", "cdots": "…", "dotsc": "…", "vdots": "⋮",
    "ddots": "⋱", "textellipsis": "…", "checkmark": "✓", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|",
    "Vert": "‖", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "backslash": "\\",
    "colon": ":", "degree": "°", "textdegree": "°", "celsius": "°C", "euro": "€", "texteuro": "€", "EUR": "€",
    "pounds": "£", "textsterling": "£", "textdollar": "$", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbackslash": "\\", "textbar": "|", "textless": "<", "textgreater": ">",
    "textbraceleft": "{", "textbraceright": "}", "textpercent": "%", "textendash": "–", "textemdash": "—",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textquotesingle": "'", "texttimes": "×", "textpm": "±", "textbullet": "•", "textcdot": "·",
    "textperiodcentered": "·", "textrightarrow": "→", "textleftarrow": "←", "texttrademark": "™",
    "textregistered": "®", "textcopyright": "©", "copyright": "©", "S": "§", "P": "¶", "aa": "å", "AA": "Å",
    "slash": "/", "quad": "  ", "qquad": "    ", "enspace": " ", "enskip": " ", "space": " ", "hfill": " ",
    "dotfill": " ", "thinspace": THIN_SPACE, "medspace": THIN_SPACE, "thickspace": THIN_SPACE,
    "nobreakspace": "\u00a0", "surd": "√", "bmod": "mod",
    **{char: char for char in "%$&#_{}"},
    **dict.fromkeys(",;: >\n\t\r", THIN_SPACE),
    "!": "", "/": "", "-": "", "@": "", "|": "‖",
}  # fmt: skip

ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328",
}  # fmt: skip

# Signatures of what follows a macro and is not visible: `*` an optional star, `<` an overlay specification, `o` an
# optional [argument], `h` a mandatory {argument}. Further arguments are ordinary visible groups.
_SIGNATURES: dict[str, str] = {
    "*h": "vspace hspace DeclareMathSizes",
    "oh": (
        "textcolor color colorbox href hyperref usepackage RequirePackage documentclass PassOptionsToPackage usetheme"
        " usecolortheme usefonttheme useinnertheme useoutertheme includesvg captionsetup setlist columncolor cellcolor"
        " pagecolor lstinputlisting verbatiminput inputminted AtBeginSection AtBeginSubsection AtBeginPart rotatebox"
        " usebeamertemplate transduration hyperlink addbibresource nofiles tikzexternalize"
    ),
    "oho": "rowcolor",
    "ooh": (
        "cite citep citet citeauthor citeyear parencite textcite footcite autocite fullcite footfullcite nocite"
        " citealt citealp supercite fontspec setmainfont setsansfont setmonofont"
    ),
    "*ooh": "includegraphics", "oooh": "parbox", "oo": "makebox framebox makecell shortstack thead",
    "h": (
        "label ref eqref pageref autoref nameref cref Cref vref index hypersetup geometry graphicspath lstset"
        " mlsyssetup tikzset pgfplotsset sisetup usetikzlibrary usepgfplotslibrary bibliography bibliographystyle"
        " pagestyle thispagestyle fontfamily fontseries fontshape linespread newlength newcounter stepcounter"
        " refstepcounter ding faIcon phantom hphantom vphantom arrayrulecolor bookmarksetup setminted usemintedstyle"
        " hypertarget usebeamerfont usebeamercolor setbeamersize setbeamercovered logo institute author date"
        " titlegraphic AtBeginDocument AtEndDocument includeonly pgfdeclareimage pgfuseimage addtobeamertemplate"
        " hyphenation newsavebox usebox tag cline foreach arabic roman insertframenumber subject keywords"
    ),
    "hh": (
        "setlength addtolength settowidth setcounter addtocounter colorlet fontsize pgfmathsetmacro pgfmathparse"
        " setbeamercolor setbeamerfont numberwithin addcontentsline pdfbookmark counterwithin"
    ),
    "ohoh": "fcolorbox", "hho": "newcolumntype", "*hh": "resizebox", "ho": "scalebox transboxin", "hoo": "raisebox",
    "hhh": "definecolor specialrule rowcolors markboth animategraphics", "ohh": "rule cmidrulewidth",
    "hoh": "setbeamertemplate defbeamertemplate",
    "o": "pause tableofcontents titlepage maketitle transfade addlinespace printbibliography",
    "<": "only uncover visible invisible onslide alert structure textbf textit emph alt temporal action color textrm",
}  # fmt: skip
HIDDEN: dict[str, str] = {name: signature for signature, names in _SIGNATURES.items() for name in names.split()}
HIDDEN.update(color="<oh", textcolor="<oh", colorbox="oh", includegraphics="*<ooh", multicolumn="hh", multirow="ohoho")

OVERLAYS = names("only uncover visible onslide")

ENVIRONMENTS: dict[str, str] = {
    "columns": "<o", "column": "<oh", "minipage": "oooh", "figure": "<o", "table": "<o", "figure*": "o",
    "table*": "o", "center": "", "itemize": "<o", "enumerate": "<o", "description": "<o", "overlayarea": "hh",
    "overprint": "o", "onlyenv": "<", "beamercolorbox": "<oh", "beamerboxesrounded": "o", "adjustbox": "h",
    "wrapfigure": "ohoh", "multicols": "h", "spacing": "h", "thebibliography": "h", "tikzpicture": "o", "scope": "o",
    "axis": "o", "tabular": "oh", "array": "oh", "longtable": "oh", "supertabular": "h", "tabular*": "hoh",
    "tabularx": "hoh", "tabulary": "hoh", "xltabular": "hoh", "tabu": "h", "NiceTabular": "oho", "subfigure": "oh",
    "subtable": "oh", "block": "<", "alertblock": "<", "exampleblock": "<", "alignat": "h", "alignat*": "h",
    "alignedat": "oh", "aligned": "o", "gathered": "o", "tcolorbox": "o", "threeparttable": "o", "tablenotes": "o",
    "algorithm": "o", "algorithmic": "o", "sidewaystable": "o", "landscape": "", "small": "", "footnotesize": "",
    "picture": "",
}  # fmt: skip

BLOCKS = frozenset({"block", "alertblock", "exampleblock"})
LISTS = frozenset({"itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum", "tablenotes"})
TABLES = names("tabular tabular* tabularx tabulary xltabular longtable supertabular tabu array NiceTabular")
DISPLAY_MATH = frozenset(
    f"{name}{star}"
    for name in names("equation align gather multline eqnarray flalign alignat displaymath math")
    for star in ("", "*")
)
INNER_MATH = names(
    "aligned gathered split cases dcases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix alignedat"
)
DRAWINGS = frozenset({"tikzpicture", "pgfpicture", "picture", "circuitikz"})

TEXT_IN_MATH = names("text mbox textrm textnormal textbf texttt textit textsf textsc hbox intertext fbox")
BOLD = names("textbf mathbf boldsymbol bm bfseries bf")
LENGTH_MACROS = names(
    "vskip hskip kern mkern mskip parskip parindent itemsep topsep parsep partopsep tabcolsep baselineskip leftmargin"
    " rightmargin arraycolsep columnsep abovedisplayskip belowdisplayskip abovecaptionskip belowcaptionskip lineskip"
    " extrarowheight"
)
