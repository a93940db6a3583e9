"""Shapes and axes for the plots of stories, as text of SVG. Needs the standard library only."""

WIDTH, LEFT, RIGHT = 960, 76, 936
INK, SOFT, GRID = "#1b2733", "#5b6b7a", "#e3e8ed"


def text(x, y, words, size=12, anchor="start", colour=INK, weight="normal", more=""):
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}"{more}>{words}</text>'
    )


def line(x1, y1, x2, y2, colour=GRID, width=1.0, more=""):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{more}/>'


def box(x, y, width, height, colour, more=""):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{max(height, 0.5):.1f}" fill="{colour}"{more}/>'


def path(points, colour, width, more=""):
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{steps}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{more}/>'


class Panel:
    """Axes: what stands on them is given in their units."""

    def __init__(self, top, bottom, xs, ys):
        self.top, self.bottom, self.xs, self.ys = top, bottom, xs, ys

    def x(self, value):
        low, high = self.xs
        return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)

    def y(self, value):
        low, high = self.ys
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def grid(self, ticks, unit):
        for tick in ticks:
            yield line(LEFT, self.y(tick), RIGHT, self.y(tick))
            yield text(LEFT - 8, self.y(tick) + 4, f"{tick:g}", 12, "end", SOFT)
        middle = (self.top + self.bottom) / 2
        yield text(22, middle, unit, 12, "middle", SOFT, more=f' transform="rotate(-90 22 {middle:.1f})"')


def legend(items, y):
    x = LEFT
    for draw, words, width in items:
        yield draw(x, y)
        yield text(x + 26, y + 4, words, 12, "start", SOFT)
        x += width


def write(path, title, height, shapes):
    """A file with these shapes, the later ones above the earlier ones."""
    drawn = "\n".join(shapes)
    with open(path, "w") as file:
        file.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'font-family="DejaVu Sans, Verdana, sans-serif">\n<title>{title}</title>\n'
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n{drawn}\n</svg>\n'
        )
