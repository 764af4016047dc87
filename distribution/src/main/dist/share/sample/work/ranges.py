"""Part of Ringfence's own sample: what its start-up is trained with."""


def merge(ranges, gap=0):
    """Joins ranges that touch or lie at most `gap` apart."""
    merged = []
    for first, last in sorted(ranges):
        if merged and first - merged[-1][1] <= gap + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return [tuple(each) for each in merged]
