"""The worked month by plain arithmetic, no code shared: ladder, swings, switching value, draws. Standard library only."""
import random

BASE = dict(kp=.7, ko=1, m=.4, d=.4, r=.7, a=.5, cc=6.5, ac=4500, lr=38)
LOW = dict(kp=.45, ko=.3, m=.35, d=.25, r=.5, a=.3, cc=5, ac=3500, lr=32)
HIGH = dict(kp=.95, ko=1, m=.45, d=.55, r=1, a=.7, cc=8, ac=6000, lr=45)


def roi(v):
    value = 120000 * v["m"] * v["kp"] + 42000 * v["m"] * v["ko"] + 5200 * v["d"] * v["cc"] * v["r"] + 4 * v["a"] * v["ac"]
    cost = 27900 + 910 * v["lr"] * 1.1
    return (value - cost) / cost


for key in BASE:
    print(key, roi({**BASE, key: LOW[key]}), roi({**BASE, key: HIGH[key]}))

random.seed(5)
draws = sorted(roi({k: random.triangular(LOW[k], HIGH[k], BASE[k]) for k in BASE}) for _ in range(200000))
n = len(draws)
print("P", sum(x > 0 for x in draws) / n, "mean", sum(draws) / n)
print("5 %", draws[n // 20], "50 %", draws[n // 2], "95 %", draws[n * 19 // 20])
