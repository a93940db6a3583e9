#!/usr/bin/env python3
"""Compares what the pages name with what the repository has.

    python3 scripts/check-pages.py

- A link leads to a file that exists, and to a heading of it.
- In code, a word that begins with a folder of the repository is a path in it, and a bare name such as `rotation.rs` that of a file.
- Stories and parts of the tests are those of start.sh and test.sh.
- No pipe of a page or script leads into a program that ends before it has read everything. Whoever writes into it
  may then be killed, and the whole pipe fails, but not each time.
- The README names each page of docs, each story, each pallet and each crate of primitives. The architecture names each pallet of the
  runtime, with its index.

Needs git and the standard library only.
"""

import fnmatch
import posixpath
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent
FENCED = re.compile(r"^```.*?^```$", re.S | re.M)
INLINE = re.compile(r"(`+)(.+?)\1", re.S)
LINK = re.compile(r"\]\(([^()\s]+)\)")
WORD = re.compile(r"""[^\s"'()\[\]{}<>=|,;]+""")
# A word with one of these stands for many.
PLACEHOLDER = re.compile(r"[$…]|\b[A-Z]{2,}\b(?!\.)")
BARE = re.compile(r"[\w-]+\.(rs|py|sh|mjs)")
STORY = re.compile(r"--story ([a-z|-]+)")
EARLY = re.compile(r"\|\s*(head|grep -\w*q|sed [^|]*\bq\b|awk [^|]*\bexit\b)")
PART = re.compile(r"scripts/test\.sh ([a-z][a-z/_-]*)")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def listed():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name for name in names if (ROOT / name).exists()}


FILES = listed()
PATHS = FILES | {str(folder) for name in FILES for folder in PurePosixPath(name).parents}
TOP = {name.split("/")[0] for name in FILES if "/" in name}
CRATES = {posixpath.dirname(name) for name in FILES if name.endswith("/Cargo.toml")}
STORIES = set(STORY.search(read("scripts/start.sh"))[1].split("|"))
SCENARIOS = {name.removeprefix("tests/").removesuffix(".rs") for name in FILES if fnmatch.fnmatch(name, "tests/tests/*.rs")}
STEPS = set(re.findall(r'^\t([a-z-]+) "', read("scripts/test.sh"), re.M))
PARTS = STEPS | SCENARIOS | {"pallets"} | {posixpath.basename(crate) for crate in CRATES}


def exists(path):
    path = posixpath.normpath(path)
    return path in PATHS or "*" in path and bool(fnmatch.filter(PATHS, path))


def anchors(text):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+)$", FENCED.sub("", text), re.M)
    shown = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower() for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in shown}


def faults(page):
    text = read(page)
    prose = FENCED.sub("", text)
    spans = [span for _, span in INLINE.findall(prose)]
    for link in LINK.findall(INLINE.sub("", prose)):
        path, _, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if ":" in link:
            continue
        if not exists(target):
            yield f"links to {link}, which does not exist"
        elif anchor and anchor not in anchors(read(target)):
            yield f"links to {link}, but no heading there has that anchor"
    for word in WORD.findall(" ".join(spans + FENCED.findall(text))):
        path = word.strip(".,:").removeprefix("/")
        if path.split("/")[0] in TOP and "/" in path and not PLACEHOLDER.search(path) and not exists(path) and path not in PARTS:
            yield f"names {path}, which does not exist"
    for span in spans:
        if BARE.fullmatch(span) and not any(posixpath.basename(name) == span for name in FILES):
            yield f"names {span}, but no file has that name"
    for name in set(STORY.findall(text)) - STORIES:
        yield f"names the story {name}, which start.sh does not know"
    for block in FENCED.findall(text):
        yield from early(block)
    for part in set(PART.findall(text)) - PARTS:
        yield f"names the part {part}, which test.sh does not know"


def early(commands):
    for program in EARLY.findall(commands):
        yield f"has a pipe into “{program}”, which may end before all is read"


def gaps():
    for script in sorted(fnmatch.filter(FILES, "*.sh")):
        for fault in early(read(script)):
            yield f"{script} {fault}"
    readme, architecture = read("README.md"), read("docs/architecture.md")
    for crate in sorted(CRATES):
        if re.match(r"(pallets|primitives)/", crate) and f"`{crate}`" not in readme:
            yield f"README.md does not name {crate}"
    for page in sorted(fnmatch.filter(FILES, "docs/*.md")):
        if page.count("/") == 1 and f"({page}" not in readme:
            yield f"README.md does not lead to {page}"
    for story in sorted(STORIES):
        if f"| `{story}` |" not in readme:
            yield f"README.md does not name the story {story}"
    pallets = re.findall(r"pallet_index\((\d+)\)\]\s+pub type (\w+)", read("runtime/src/lib.rs"))
    for index, name in pallets:
        if f"{name} {index}" not in architecture:
            yield f"docs/architecture.md does not name {name} {index}"


def main():
    # That page names files of other packages, too.
    pages = sorted(name for name in FILES if name.endswith(".md") and name != "data/README.md")
    found = [f"{page} {fault}" for page in pages for fault in sorted(set(faults(page)))] + list(gaps())
    if found:
        sys.exit("\n".join(found))
    print(f"check-pages: ok: {len(pages)} pages")


main()
