"""Curves of growth as SVG: one line a series, the axes from zero, each point with its value."""
import pathlib

COLOURS = ["#3565c4", "#c4572f", "#3f8f4f", "#8a4fb0", "#666"]


def curves(path, series, across, up="seconds"):
    """`series` is {name: [(x, y), ...]}; `across` and `up` name the axes. The dashed line is linear growth of the first series."""
    width, height, left, bottom, top = 640, 360, 70, 50, 20
    points = [point for line in series.values() for point in line]
    most, highest = max(x for x, _ in points), max(y for _, y in points) * 1.1
    x = lambda value: left + (width - left - 60) * value / most
    y = lambda value: height - bottom - (height - bottom - top) * value / highest
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
           '<rect width="100%" height="100%" fill="white"/>',
           f'<path d="M{left} {top}V{height - bottom}H{width - 20}" stroke="#888" fill="none"/>']
    first = next(iter(series.values()))
    slope = first[0][1] / first[0][0]
    end = min(most, highest / slope)
    out.append(f'<path d="M{x(0):.1f} {y(0):.1f}L{x(end):.1f} {y(slope * end):.1f}" stroke="#aaa" stroke-dasharray="4"/>')
    for value in sorted({value for value, _ in points}):
        out.append(f'<text x="{x(value):.1f}" y="{height - bottom + 16}" text-anchor="middle">{value:,}</text>')
    for number, (name, line) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        path_ = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in line)
        out.append(f'<polyline points="{path_}" stroke="{colour}" stroke-width="2" fill="none"/>')
        for a, b in line:
            out.append(f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3.5" fill="{colour}"/>'
                       f'<text x="{x(a):.1f}" y="{y(b) - 8:.1f}" text-anchor="middle" fill="{colour}">{b:.2f}</text>')
        out.append(f'<text x="{width - 24}" y="{top + 4 + 16 * number}" text-anchor="end" fill="{colour}">{name}</text>')
    out.append(f'<text x="{width / 2}" y="{height - 10}" text-anchor="middle">{across} (dashed: linear)</text>'
               f'<text x="14" y="{height / 2}" transform="rotate(-90 14 {height / 2})" text-anchor="middle">{up}</text></svg>')
    pathlib.Path(path).write_text("\n".join(out) + "\n")
