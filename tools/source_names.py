"""What names a C++ file declares at namespace scope, and which it mentions: enough of the grammar for batch_sources.py.

It reads tokens, not types, and errs to one side: what it cannot read is reported as unclear, never left out.
"""
import dataclasses
import re

TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/                                          # comments
      |R"(?P<delimiter>[^()\s\\]{0,16})\(.*?\)(?P=delimiter)"       # raw strings
      |"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+'      # strings, characters
      |^[ \t]*\#(?:[^\n\\]|\\.)*                                    # directives, with their continued lines
      |[A-Za-z_]\w*|::|->\*?|<=>|[=!<>+\-*/%&|^]=|[0-9](?:['\w.]|[eEpP][+-])*|[^\s\w]
    """, re.VERBOSE | re.DOTALL | re.MULTILINE)
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')

OPENERS, CLOSERS = frozenset("([{"), frozenset(")]}")
HARMLESS_DIRECTIVES = frozenset(("if", "ifdef", "ifndef", "elif", "else", "endif"))
SPECIFIERS = frozenset(("template", "static", "inline", "constexpr", "consteval", "constinit", "const", "extern",
                        "thread_local", "[", '""'))
CLASS_WORDS = frozenset(("class", "struct", "union", "enum"))
NO_NAMES = frozenset(("decltype", "alignas", "__attribute__", "noexcept", "explicit"))  # in front of a parenthesis
TEST_MACROS = frozenset(("TEST", "TEST_F", "TEST_P", "TYPED_TEST", "TYPED_TEST_P"))
SUITE_MACROS = frozenset(("INSTANTIATE_TEST_SUITE_P", "TYPED_TEST_SUITE", "TYPED_TEST_SUITE_P"))
# Namespaces in which nothing of ours is declared: std::X mentions no X of ours.
LIBRARIES = frozenset(("std", "chrono", "filesystem", "ranges", "views", "fmt", "simdjson", "rapidjson"))


@dataclasses.dataclass(frozen=True)
class Name:
    """A name declared at namespace scope."""
    space: str      # the named namespaces around it: "noroshi::evtx"
    text: str
    own: bool       # no other file can mean it: in an unnamed namespace, static, a constant, an alias
    same: str = ""  # what it stands for and where, if the language allows to say so twice: aliases, using-declarations


@dataclasses.dataclass
class SourceNames:
    """What one file brings into the text that it is compiled with."""
    declared: set[Name] = dataclasses.field(default_factory=set)
    mentioned: set[str] = dataclasses.field(default_factory=set)  # alone: X, not a.X, a->X, A::X
    qualified: set[str] = dataclasses.field(default_factory=set)  # behind a namespace that may be ours: noroshi::X
    spaces: set[str] = dataclasses.field(default_factory=set)     # the namespaces that it opens
    includes: list[str] = dataclasses.field(default_factory=list)  # the project's headers, in their order
    macros: set[str] = dataclasses.field(default_factory=set)     # and other directives that bind what follows
    directives: set[str] = dataclasses.field(default_factory=set)  # using-directives at namespace scope, in full
    bound: set[str] = dataclasses.field(default_factory=set)      # the namespaces in which they stand
    unclear: str = ""                                             # why nothing above can be relied on


def read_names(text: str) -> SourceNames:
    """Never raises: a text that is not understood has `unclear` set."""
    names = SourceNames()
    tokens = _tokens(text, names)
    _collect_mentions(tokens, names)
    try:
        _Declarations(tokens, names).read()
    except (IndexError, ValueError) as error:
        names.unclear = names.unclear or f"not understood: {error}"
    return names


def _is_word(token: str) -> bool:
    return token[0].isalpha() or token[0] == "_"


def _tokens(text: str, names: SourceNames) -> list[str]:
    tokens: list[str] = []
    for match in TOKEN.finditer(text):
        token = match.group()
        if token.startswith(("//", "/*")):
            continue
        if token[0] == '"' or token.startswith('R"') or (token[0] == "'" and len(token) > 1):
            tokens.append('""')
        elif token.lstrip(" \t")[0] == "#" and (token != "#"):
            _read_directive(token, names)
        else:
            tokens.append(token)
    return tokens


def _read_directive(token: str, names: SourceNames) -> None:
    include = INCLUDE.match(token)
    words = token.strip().lstrip("#").split()
    if include:
        if names.macros:
            names.unclear = "a macro in front of an include"
        elif include.group(1) == '"' and include.group(2).endswith(".h"):
            names.includes.append(include.group(2))
        elif include.group(1) == '"':
            names.unclear = "another file in its middle"
    elif words and words[0] not in HARMLESS_DIRECTIVES and words != ["pragma", "once"]:
        names.macros.add(" ".join(words[1:2]).split("(")[0])


def _collect_mentions(tokens: list[str], names: SourceNames) -> None:
    before, earlier = "", ""
    for token in tokens:
        if _is_word(token):
            if before == "::":
                if earlier and _is_word(earlier) and earlier not in LIBRARIES and not earlier[0].isupper():
                    names.qualified.add(token)
            elif before not in (".", "->"):
                names.mentioned.add(token)
        earlier, before = before, token


class _Declarations:
    """Walks the declarations at namespace scope and steps over everything in parentheses and braces."""

    def __init__(self, tokens: list[str], names: SourceNames):
        self.tokens, self.names = tokens, names
        self.at = 0
        self.stack: list[str] = []  # names of the open namespaces: "" has none, "-" is extern "C"

    def read(self) -> None:
        while self.at < len(self.tokens):
            self.read_one()
        if self.stack:
            raise ValueError("a namespace without its end")

    def read_one(self) -> None:
        token, following = self.tokens[self.at], self.tokens[self.at + 1:self.at + 3]
        if token == "}":
            if not self.stack:
                raise ValueError("a brace too many")
            self.stack.pop()
            self.at += 1
        elif token == ";":
            self.at += 1
        elif token == "namespace" or (token == "inline" and following[:1] == ["namespace"]):
            self.read_namespace()
        elif token == "extern" and following == ['""', "{"]:
            self.stack.append("-")
            self.at += 3
        elif token == "using":
            self.read_using()
        else:
            self.read_declaration()

    def space(self) -> str:
        return "::".join(part for part in self.stack if part not in ("", "-"))

    def add(self, text: str, own: bool, same: str = "") -> None:
        if not _is_word(text):
            raise ValueError(f"`{text}` is no name")
        if same and self.stack:
            same += " in " + "::".join(part or "(unnamed)" for part in self.stack)
        self.names.declared.add(Name(self.space(), text, own or "" in self.stack, same))

    def step(self) -> None:
        """Over one token, or over all of a group."""
        depth = 0
        while True:
            token = self.tokens[self.at]
            self.at += 1
            depth += (token in OPENERS) - (token in CLOSERS)
            if depth <= 0:
                return

    def until(self, *ends: str) -> list[str]:
        """Moves to the next of `ends` outside of groups; returns what was passed."""
        start = self.at
        while self.tokens[self.at] not in ends:
            self.step()
        return self.tokens[start:self.at]

    def read_namespace(self) -> None:
        head = self.until("{", "=", ";")
        name = "".join(token for token in head if token not in ("namespace", "inline"))
        end = self.tokens[self.at]
        self.at += 1
        if end == "=":
            self.add(name, True, "namespace " + "".join(self.until(";")))
        elif end == "{":
            self.stack.append(name)
            self.names.spaces.add(self.space())

    def read_using(self) -> None:
        self.at += 1
        passed = self.until(";")
        if passed[0] in ("namespace", "enum"):
            self.names.directives.add(" ".join([self.space(), *passed]))
            self.names.bound.add(self.space())
        elif "=" in passed:
            self.add(passed[0], True, " ".join(passed))
        else:
            for part in "".join(passed).split(","):
                self.add(part.split("::")[-1], True, part)

    def read_declaration(self) -> None:
        start = self.at
        while self.tokens[self.at] in SPECIFIERS:
            if self.tokens[self.at] == "template":
                self.skip_template()
            else:
                self.step()
        before = self.tokens[start:self.at]
        constant = "inline" not in before and "extern" not in before and ("const" in before or "constexpr" in before)
        first = self.tokens[self.at]
        if first == "static_assert":
            self.until(";")
        elif first in CLASS_WORDS:
            self.read_type("static" in before, constant)
        elif first in TEST_MACROS or first in SUITE_MACROS:
            self.read_test(first)
        elif first == "concept":
            self.add(self.tokens[self.at + 1], False)
            self.until(";")
        elif first in ("typedef", "requires"):
            raise ValueError(f"a {first}")
        else:
            self.read_declarator("static" in before, constant)

    def skip_template(self) -> None:
        self.at += 1
        depth = 0
        while True:
            token = self.tokens[self.at]
            if token in (">=", "<="):
                raise ValueError("a comparison in a template's head")
            depth += (token == "<") - (token == ">")
            self.step()
            if depth == 0:
                return

    def read_test(self, macro: str) -> None:
        """TEST(Suite, Name) {...} declares a class Suite_Name_Test."""
        start = self.at + 1
        self.at = start
        self.step()
        suite, name = "".join(self.tokens[start + 1:self.at - 1]).split(",")[:2]
        declared = f"{suite}_{name}_Test" if macro in TEST_MACROS else f"{suite}_{name}_suite"
        self.add(declared, True)
        self.names.mentioned.add(declared)
        if macro in TEST_MACROS:
            self.step()
        else:
            self.until(";")

    def read_type(self, static: bool, constant: bool) -> None:
        start = self.at
        scoped = self.tokens[self.at:self.at + 2] in (["enum", "class"], ["enum", "struct"])
        self.at += 2 if scoped else 1
        while self.tokens[self.at] in ("[", "alignas", "__attribute__"):
            self.step()
        name, following = self.tokens[self.at:self.at + 2]
        if name == "{":
            raise ValueError("a type without a name")
        if following not in ("{", ":", "final", ";", "::", "<"):
            self.read_declarator(static, constant)  # struct stat Look(...)
            return
        if following not in ("::", "<"):  # else what A::B or hash<A> declares was declared before
            self.add(name, False)
        self.until("{", ";")
        if self.tokens[self.at] == ";":
            return
        if self.tokens[start] == "enum" and not scoped:
            self.add_enumerators()
        self.step()
        for token in self.until(";"):
            if _is_word(token):
                self.add(token, False)  # struct {...} variable;

    def add_enumerators(self) -> None:
        before = "{"
        for token in self.tokens[self.at + 1:self.tokens.index("}", self.at)]:
            if before in ("{", ","):
                self.add(token, False)
            before = token

    def read_declarator(self, static: bool, constant: bool) -> None:
        """A function or a variable, up to behind its body or semicolon."""
        name, qualified, angle = "", False, 0
        while name != "operator":
            token = self.tokens[self.at]
            if token in (">=", "<="):
                raise ValueError("a comparison in a declaration")
            angle += (token == "<") - (token == ">")
            if angle == 0 and token in ("(", "=", "{", ";", "[", ",") and self.tokens[self.at - 1] not in NO_NAMES:
                break
            if angle == 0 and _is_word(token):
                name, qualified = token, self.tokens[self.at - 1] == "::"
            self.step()
        if not name:
            raise ValueError(f"a declaration at `{' '.join(self.tokens[self.at:self.at + 5])}`")
        function = self.tokens[self.at] == "("
        own = static or (constant and not function)
        if name == "operator":
            self.until("(")
        elif not qualified:
            self.add(name, own)
        self.skip_definition(None if function else own)

    def skip_definition(self, own: bool | None) -> None:
        """To behind the end. `own` of a variable: whether those declared with it behind commas are the file's own."""
        assigned, angle = False, 0
        while True:
            token, following = self.tokens[self.at], self.tokens[self.at + 1:self.at + 3]
            assigned = assigned or token == "="
            angle += (token == "<") - (token == ">")
            if own is not None and token == "," and angle == 0 and following[1] in ("=", "{", "[", ",", ";"):
                self.add(following[0], own)
            self.step()
            if token == ";":
                return
            # Else an initialiser: of a variable, or of a member in front of a constructor's body.
            if token == "{" and not assigned and self.tokens[self.at:self.at + 1] not in ([";"], [","], ["{"]):
                return
