"""`python -m tests.golden`: write the golden files as the house makes them now. Then look at what `git diff` shows."""

from tests.golden.texts import HERE, difference, texts

for name, now in texts().items():
    if difference(name, now):
        (HERE / name).write_text(now, encoding="utf-8")
        print(f"{name}: renewed")
