"""How far what is written is from what was meant."""


def slips_between(said: str, meant: str) -> int:
    """Letters left out, put in, mistaken or swapped with their neighbour (Damerau and Levenshtein)."""
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for i, letter in enumerate(said, start=1):
        row = [i]
        for j, other in enumerate(meant, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and said[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
