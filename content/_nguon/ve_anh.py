#!/usr/bin/env python3
"""Vẽ toàn bộ tranh minh hoạ của cổng mẫu xã Lúa Vàng (chỉ cần Python 3.11 + Pillow).

Mọi tranh đều do tập lệnh này vẽ ra từ số ngẫu nhiên có hạt giống cố định: chạy lại cho cùng một
kết quả, không tải gì từ mạng, không dựa vào ảnh chụp. Toạ độ viết theo khổ 1600x1000, vẽ ở khổ gấp
đôi rồi thu nhỏ.

    python ve_anh.py                 # vẽ tất cả
    python ve_anh.py doi-che cho     # chỉ vẽ các tranh có tên chứa chữ đã cho
    python ve_anh.py --png /tmp/anh  # thêm bản PNG để xem
"""
from __future__ import annotations

import math
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

S = 2
W, H = 1600, 1000
MEDIA = Path(__file__).resolve().parent.parent / "xa-mau" / "media"


# ------------------------------------------------------------------ màu và nhiễu
def rgb(c):
    if isinstance(c, str):
        c = c.lstrip("#")
        return tuple(int(c[i:i + 2], 16) for i in (0, 2, 4))
    return tuple(c[:3])


def mix(a, b, t):
    a, b = rgb(a), rgb(b)
    return tuple(int(round(x + (y - x) * t)) for x, y in zip(a, b))


def al(c, a):
    return rgb(c) + (int(a),)


def noise1(seed, step=200.0, octaves=4, gain=0.5):
    rs = [random.Random(f"{seed}-{o}") for o in range(octaves)]
    tabs = [[r.uniform(-1, 1) for _ in range(512)] for r in rs]

    def f(x):
        v, amp, st, tot = 0.0, 1.0, step, 0.0
        for t in tabs:
            p = x / st + 100
            i = math.floor(p)
            u = p - i
            u = u * u * (3 - 2 * u)
            v += amp * (t[i % 512] * (1 - u) + t[(i + 1) % 512] * u)
            tot += amp
            amp *= gain
            st /= 2
        return v / tot
    return f


def spline(pts, closed=False, n=10):
    out = []
    m = len(pts)
    rng = range(m) if closed else range(m - 1)
    for i in rng:
        p0 = pts[(i - 1) % m] if closed or i > 0 else pts[i]
        p1, p2 = pts[i], pts[(i + 1) % m]
        p3 = pts[(i + 2) % m] if closed or i + 2 < m else p2
        for k in range(n):
            t = k / n
            t2, t3 = t * t, t * t * t
            out.append(tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2
                                    + (3 * b - a - 3 * c + d) * t3)
                             for a, b, c, d in zip(p0, p1, p2, p3)))
    if not closed:
        out.append(pts[-1])
    return out


def vgrad(size, stops):
    w, h = size
    data = []
    for y in range(h):
        t = y / max(1, h - 1)
        for (t0, c0), (t1, c1) in zip(stops, stops[1:]):
            if t <= t1:
                data.append(mix(c0, c1, (t - t0) / max(1e-6, t1 - t0)))
                break
        else:
            data.append(rgb(stops[-1][1]))
    g = Image.new("RGB", (1, h))
    g.putdata(data)
    return g.resize((w, h), Image.NEAREST)


def font(size, bold=False):
    for f in (("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf") if bold else ("NotoSans-Regular.ttf", "DejaVuSans.ttf")):
        for p in (f, "/usr/share/fonts/truetype/noto/" + f, "/usr/share/fonts/truetype/dejavu/" + f):
            try:
                return ImageFont.truetype(p, int(size))
            except OSError:
                continue
    raise SystemExit("Cần phông Noto Sans hoặc DejaVu Sans để viết chữ lên sơ đồ.")


class C:
    """Một bức tranh: nền 3200x2000, vẽ theo toạ độ 1600x1000."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.seed = seed
        self.im = Image.new("RGB", (W * S, H * S))
        self.d = ImageDraw.Draw(self.im, "RGBA")
        small = Image.frombytes("L", (90, 56), self.r.randbytes(90 * 56)).resize((W * S, H * S), Image.BICUBIC)
        mid = Image.frombytes("L", (420, 262), self.r.randbytes(420 * 262)).resize((W * S, H * S), Image.BICUBIC)
        fine = Image.frombytes("L", (1300, 400), self.r.randbytes(1300 * 400)).resize((W * S, H * S), Image.BICUBIC)
        self.texture = Image.blend(Image.blend(small, mid, 0.5), fine, 0.3)

    # --- nền
    def sky(self, *stops, tex=0.25):
        n = len(stops)
        st = [s if isinstance(s, tuple) and isinstance(s[0], float) else (i / (n - 1), s) for i, s in enumerate(stops)]
        self.paint([("p", [(-9, -9), (W + 9, -9), (W + 9, H + 9), (-9, H + 9)])], stops=st, tex=tex, y0=0, y1=H)

    def _mask(self, prims, box):
        x0, y0, x1, y1 = box
        m = Image.new("L", (x1 - x0, y1 - y0), 0)
        d = ImageDraw.Draw(m)
        for p in prims:
            if p[0] == "p":
                d.polygon([(x * S - x0, y * S - y0) for x, y in p[1]], fill=255)
            elif p[0] == "e":
                _, cx, cy, rx, ry = p
                d.ellipse([(cx - rx) * S - x0, (cy - ry) * S - y0, (cx + rx) * S - x0, (cy + ry) * S - y0], fill=255)
            elif p[0] == "r":
                _, a, b, c, e, rad = p
                d.rounded_rectangle([a * S - x0, b * S - y0, c * S - x0, e * S - y0], rad * S, fill=255)
            elif p[0] == "l":
                pts = [(x * S - x0, y * S - y0) for x, y in p[1]]
                w = p[2] * S
                d.line(pts, fill=255, width=max(1, int(round(w))), joint="curve")
                for x, y in (pts[0], pts[-1]):
                    d.ellipse([x - w / 2, y - w / 2, x + w / 2, y + w / 2], fill=255)
        return m

    def _box(self, prims, pad=0):
        xs, ys = [], []
        for p in prims:
            if p[0] == "p":
                xs += [q[0] for q in p[1]]
                ys += [q[1] for q in p[1]]
            elif p[0] == "e":
                xs += [p[1] - p[3], p[1] + p[3]]
                ys += [p[2] - p[4], p[2] + p[4]]
            elif p[0] == "r":
                xs += [p[1], p[3]]
                ys += [p[2], p[4]]
            else:
                xs += [q[0] - p[2] for q in p[1]] + [q[0] + p[2] for q in p[1]]
                ys += [q[1] - p[2] for q in p[1]] + [q[1] + p[2] for q in p[1]]
        b = [int((min(xs) - pad) * S) - 2, int((min(ys) - pad) * S) - 2, int((max(xs) + pad) * S) + 3, int((max(ys) + pad) * S) + 3]
        return (max(0, b[0]), max(0, b[1]), min(W * S, b[2]), min(H * S, b[3]))

    def paint(self, prims, c1=None, c2=None, stops=None, y0=None, y1=None, tex=0.0, alpha=255, blur=0, rim=None, shade=None):
        """Tô một nhóm hình bằng dải màu dọc, có vân, có viền sáng (rim) và mảng tối (shade)."""
        if isinstance(prims, tuple):
            prims = [prims]
        box = self._box(prims, pad=blur * 3)
        if box[2] <= box[0] or box[3] <= box[1]:
            return None
        m = self._mask(prims, box)
        if blur:
            m = m.filter(ImageFilter.GaussianBlur(blur * S))
        st = stops or [(0, c1), (1, c2 if c2 is not None else c1)]
        ty0 = box[1] if y0 is None else int(y0 * S)
        ty1 = box[3] if y1 is None else int(y1 * S)
        full = vgrad((1, max(2, ty1 - ty0)), st)
        col = Image.new("RGB", (1, box[3] - box[1]))
        fh = full.height
        col.putdata([full.getpixel((0, min(fh - 1, max(0, y - ty0)))) for y in range(box[1], box[3])])
        g = col.resize((box[2] - box[0], box[3] - box[1]), Image.NEAREST)
        if tex:
            t = self.texture.crop(box)
            lo = g.point(lambda v: int(v * 0.80))
            hi = g.point(lambda v: int(min(255, v * 1.16 + 8)))
            g = Image.blend(g, Image.composite(hi, lo, t), min(1.0, tex))
        if shade:
            dx, dy, bl, c, a = shade
            sh = ImageChops.offset(m, int(dx * S), int(dy * S)).filter(ImageFilter.GaussianBlur(bl * S))
            sh = ImageChops.invert(sh).point(lambda v: int(v * a))
            g.paste(rgb(c), (0, 0), sh)
        if rim:
            dx, dy, bl, c, a = rim
            off = ImageChops.offset(m, int(dx * S), int(dy * S))
            rm = ImageChops.subtract(m, off).filter(ImageFilter.GaussianBlur(bl * S)).point(lambda v: int(v * a))
            g.paste(rgb(c), (0, 0), rm)
        if alpha < 255:
            m = m.point(lambda v: v * alpha // 255)
        self.im.paste(g, box[:2], m)
        return m, box

    def glow(self, x, y, r, c, a=160, ry=None, power=2.0):
        ry = ry or r
        n = 128
        g = Image.new("L", (n, n))
        px = []
        for j in range(n):
            for i in range(n):
                q = math.hypot((i - n / 2 + .5) / (n / 2), (j - n / 2 + .5) / (n / 2))
                px.append(int(a * max(0.0, 1 - q) ** power))
        g.putdata(px)
        g = g.resize((int(2 * r * S), int(2 * ry * S)), Image.BICUBIC)
        self.im.paste(Image.new("RGB", g.size, rgb(c)), (int((x - r) * S), int((y - ry) * S)), g)

    def sun(self, x, y, r, c, halo, a=150):
        self.glow(x, y, r * 6.5, halo, a)
        self.glow(x, y, r * 2.4, c, 170)
        self.paint(("e", x, y, r, r), mix(c, "#ffffff", .35), c, blur=.6)

    def ridge(self, base, amp, c1, c2, key, step=320, octaves=5, depth=260, tex=.25, tilt=0.0, gain=.5, fn=None):
        f = noise1(f"{self.seed}-{key}", step, octaves, gain)
        ys = [(x, (fn(x) if fn else base) + tilt * (x - W / 2) - amp * f(x)) for x in range(-20, W + 24, 5)]
        top = min(y for _, y in ys)
        self.paint(("p", ys + [(W + 20, H + 20), (-20, H + 20)]), c1, c2, y0=top, y1=top + depth, tex=tex)
        return lambda x: (fn(x) if fn else base) + tilt * (x - W / 2) - amp * f(x)

    def mist(self, y, h, c, a=150):
        n = 200
        m = Image.new("L", (1, n))
        m.putdata([int(a * math.sin(math.pi * i / (n - 1)) ** 1.6) for i in range(n)])
        m = m.resize((W * S, int(h * S)), Image.BICUBIC)
        k = Image.frombytes("L", (14, 5), self.r.randbytes(70)).resize(m.size, Image.BICUBIC).point(lambda v: 110 + v * 145 // 255)
        m = ImageChops.multiply(m, k)
        self.im.paste(Image.new("RGB", m.size, rgb(c)), (0, int((y - h / 2) * S)), m)

    def clouds(self, y, c, n=6, a=110, spread=60, wmin=180, wmax=460):
        for _ in range(n):
            x, yy, w = self.r.uniform(0, W), y + self.r.uniform(-spread, spread), self.r.uniform(wmin, wmax)
            pr = []
            for _ in range(9):
                pr.append(("e", x + self.r.uniform(-.5, .5) * w, yy + self.r.uniform(-6, 6), self.r.uniform(.12, .3) * w, self.r.uniform(4, 15)))
            self.paint(pr, c, alpha=a, blur=5)

    # --- nước
    def water(self, y, c1, c2, refl=.45, ripple=1.0, hi="#ffffff", nhi=130, sx=None, bottom=H):
        y2, b2 = int(y * S), int(bottom * S)
        hh = b2 - y2
        up = self.im.crop((0, max(0, y2 - hh), W * S, y2)).transpose(Image.FLIP_TOP_BOTTOM)
        if up.height < hh:
            up = up.resize((W * S, hh))
        up = up.filter(ImageFilter.GaussianBlur(3 * S))
        out = Image.new("RGB", (W * S, hh))
        k = self.r.uniform(0, 9)
        for j in range(0, hh, 2):
            t = j / hh
            dx = int(ripple * S * (1.5 + 12 * t) * math.sin(j * (.22 - .14 * t) + k + 2 * math.sin(j * .013)))
            row = up.crop((0, j, W * S, j + 2))
            out.paste(row, (dx, j))
            if dx > 0:
                out.paste(row.crop((0, 0, 1, 2)).resize((dx, 2)), (0, j))
            elif dx < 0:
                out.paste(row.crop((W * S - 1, 0, W * S, 2)).resize((-dx, 2)), (W * S + dx, j))
        g = vgrad((W * S, hh), [(0, c1), (1, c2)])
        self.im.paste(Image.blend(g, out, refl), (0, y2))
        for _ in range(nhi):
            t = self.r.random() ** 1.6
            yy = y + 3 + t * (bottom - y)
            xx = self.r.gauss(sx, 150 + 260 * t) if sx is not None and self.r.random() < .7 else self.r.uniform(0, W)
            ww = self.r.uniform(12, 46) * (.5 + 1.9 * t)
            self.d.ellipse([(xx - ww) * S, (yy - .6 - 1.1 * t) * S, (xx + ww) * S, (yy + .6 + 1.1 * t) * S], fill=al(hi, self.r.uniform(20, 80)))

    # --- cây cỏ
    def dabs(self, cx, cy, rx, ry, n, cols, s=(3, 8), a=200, bias=(0, 0)):
        for _ in range(n):
            t, q = self.r.uniform(0, math.tau), math.sqrt(self.r.random())
            x, y = cx + rx * q * math.cos(t) + bias[0] * rx, cy + ry * q * math.sin(t) + bias[1] * ry
            k = self.r.uniform(*s)
            self.d.ellipse([(x - k) * S, (y - k * .7) * S, (x + k) * S, (y + k * .7) * S], fill=al(self.r.choice(cols), a))

    def canopy(self, cx, cy, rx, ry, dark, mid, light, leaves=1.0):
        def blobs(n, sx, sy, ox, oy, k):
            out = []
            for _ in range(n):
                t, q = self.r.uniform(0, math.tau), math.sqrt(self.r.random())
                s = self.r.uniform(.22, .4) * k
                out.append(("e", cx + ox * rx + rx * sx * q * math.cos(t), cy + oy * ry + ry * sy * q * math.sin(t), rx * s, ry * s))
            return out
        self.paint(blobs(20, .8, .8, 0, 0, 1.0), mid, dark, tex=.5)
        self.paint(blobs(13, .62, .55, -.12, -.2, .8), light, mid, tex=.5, blur=.8)
        n = int(rx * ry * .022 * leaves)
        sz = max(1.4, min(6.5, rx * .045))
        self.dabs(cx, cy, rx, ry, n, [dark, mid], (sz * .6, sz * 1.3), 150, (.05, .18))
        self.dabs(cx, cy, rx * .85, ry * .75, n, [mid, light], (sz * .6, sz * 1.2), 170, (-.08, -.15))
        self.dabs(cx, cy, rx * .6, ry * .5, n // 3, [mix(light, "#fff6c8", .35)], (sz * .5, sz), 190, (-.25, -.4))

    def tree(self, x, y, h, dark, mid, light, trunk="#4b3a2c", spread=.42):
        w = h * .045
        self.paint([("p", spline([(x - w * 1.3, y), (x - w * .55, y - h * .25), (x - w * .45, y - h * .6), (x + w * .45, y - h * .6), (x + w * .6, y - h * .25), (x + w * 1.5, y)]))], trunk, mix(trunk, "#000000", .3), tex=.5)
        self.canopy(x, y - h * .66, h * spread, h * .36, dark, mid, light)

    def bush(self, x, y, w, h, dark, mid, light):
        self.canopy(x, y - h * .4, w * .5, h * .55, dark, mid, light)

    def frond(self, x, y, ang, ln, c, droop=.9, w=1.0, leaf=.3):
        pts = []
        for i in range(17):
            t = i / 16
            pts.append((x + math.cos(ang) * ln * t, y - math.sin(ang) * ln * t + droop * ln * t * t * .55))
        self.paint([("l", pts, 1.6 * w)], c)
        for i in range(2, 17):
            t = i / 16
            px, py = pts[i]
            qx, qy = pts[i - 1]
            a = math.atan2(py - qy, px - qx)
            l = ln * leaf * math.sin(math.pi * min(1, t * .85 + .12))
            for sgn in (-1, 1):
                b = a + sgn * (.95 - .3 * t)
                ex, ey = px + math.cos(b) * l, py + math.sin(b) * l + l * .25
                self.d.polygon([((px - w) * S, py * S), ((px + w) * S, py * S), (ex * S, ey * S)], fill=al(mix(c, "#fff2b0", .12 if sgn < 0 else 0), 245))

    def palm(self, x, y, h, c, trunk="#6d5a45", lean=.06, n=10, w=1.0, cr=.26):
        top = (x + lean * h, y - h)
        pts = spline([(x, y), (x + lean * h * .35, y - h * .5), top])
        tw = h * .028 * w
        self.paint([("p", [(px - tw * (1 - .4 * i / len(pts)), py) for i, (px, py) in enumerate(pts)] + [(px + tw * (1 - .4 * i / len(pts)), py) for i, (px, py) in reversed(list(enumerate(pts)))])], mix(trunk, "#fff0d0", .15), trunk, tex=.5)
        for k in range(n):
            a = math.pi * (-.08 + 1.16 * k / (n - 1)) + self.r.uniform(-.1, .1)
            self.frond(top[0], top[1], a, h * cr * self.r.uniform(.85, 1.1), mix(c, "#000000", .18 if k % 2 else 0), 1.0, max(.6, h / 380))

    def bamboo(self, x, y, h, n, c, leafc, spread=60, lean=.2):
        for _ in range(n):
            x0 = x + self.r.uniform(-spread, spread) * .4
            ln = self.r.uniform(-lean, lean) + (x0 - x) / max(1, spread) * lean
            hh = h * self.r.uniform(.75, 1.05)
            pts = [(x0 + ln * hh * (t / 14) ** 2, y - hh * (t / 14)) for t in range(15)]
            cc = mix(c, "#000000", self.r.uniform(0, .3))
            for i in range(14):
                w = max(.8, h * .009 * (1 - i / 18))
                self.paint([("l", [pts[i], pts[i + 1]], w)], cc)
            for i in range(4, 15):
                for _ in range(5):
                    a = self.r.uniform(-.5, .9) + (0 if self.r.random() < .5 else math.pi - .6)
                    l = h * self.r.uniform(.03, .075)
                    px, py = pts[i][0] + self.r.uniform(-.04, .04) * h, pts[i][1] + self.r.uniform(-.03, .03) * h
                    ex, ey = px + math.cos(a) * l, py + abs(math.sin(a)) * l
                    nx, ny = -math.sin(a) * l * .1, math.cos(a) * l * .1
                    mx, my = (px + ex) / 2, (py + ey) / 2
                    self.d.polygon([(px * S, py * S), ((mx + nx) * S, (my + ny) * S), (ex * S, ey * S), ((mx - nx) * S, (my - ny) * S)], fill=al(mix(leafc, self.r.choice(["#f4f0a0", "#0d2b1c"]), self.r.uniform(0, .3)), 225))

    def banana(self, x, y, ang, ln, c, w=.2):
        pts = []
        for i in range(21):
            t = i / 20
            pts.append((x + math.cos(ang) * ln * t, y - math.sin(ang) * ln * t + .5 * ln * t * t))
        up, dn = [], []
        for i, (px, py) in enumerate(pts):
            a, b = pts[max(0, i - 1)], pts[min(20, i + 1)]
            t = math.atan2(b[1] - a[1], b[0] - a[0])
            k = ln * w * math.sin(math.pi * (i / 20) ** .75) ** .8 if 0 < i < 20 else 1
            up.append((px + math.sin(t) * k, py - math.cos(t) * k))
            dn.append((px - math.sin(t) * k * .8, py + math.cos(t) * k * .8))
        self.paint([("p", pts + dn[::-1])], mix(c, "#000000", .3), mix(c, "#000000", .4), tex=.4)
        self.paint([("p", pts + up[::-1])], mix(c, "#fff6b0", .15), c, tex=.4)
        for i in range(2, 20):
            for o, k in ((up, .10), (dn, -.1)):
                self.d.line([(pts[i - 1][0] * S, pts[i - 1][1] * S), (o[i][0] * S, o[i][1] * S)], fill=al("#0c2618", 50), width=2)
        self.paint([("l", pts, ln * .012)], mix(c, "#fff6b0", .45))

    def grass(self, x0, x1, y, h, cols, n, lean=.3, w=2.2, a=255):
        for _ in range(n):
            x, hh = self.r.uniform(x0, x1), h * self.r.uniform(.5, 1.1)
            yy = y(x) if callable(y) else y + self.r.uniform(-3, 3)
            l = self.r.gauss(0, lean) * hh
            q = self.r.choice(cols)
            m = (x + l * .3, yy - hh * .55)
            self.d.polygon([((x - w) * S, yy * S), ((m[0] - w * .6) * S, m[1] * S), ((x + l) * S, (yy - hh) * S), ((m[0] + w * .6) * S, m[1] * S), ((x + w) * S, yy * S)], fill=al(q, a))

    def rice_ear(self, x, y, h, lean, c, grain, s=1.0):
        pts = [(x + lean * h * (t ** 2.2), y - h * t + (.55 * h * max(0, t - .62) ** 1.6 * 3)) for t in [i / 24 for i in range(25)]]
        self.paint([("l", pts, 2.0 * s)], c)
        for i in range(13, 25):
            a = math.atan2(pts[i][1] - pts[i - 1][1], pts[i][0] - pts[i - 1][0])
            for sg in (-1, 1):
                b = a + sg * .5
                px, py = pts[i]
                l, k = 13 * s, 3.6 * s
                ex, ey = px + math.cos(b) * l, py + math.sin(b) * l
                mx, my = (px + ex) / 2, (py + ey) / 2
                nx, ny = -math.sin(b) * k, math.cos(b) * k
                self.d.polygon([(px * S, py * S), ((mx + nx) * S, (my + ny) * S), (ex * S, ey * S), ((mx - nx) * S, (my - ny) * S)], fill=al(mix(grain, "#fffbd8" if sg < 0 else "#7a4b10", .25), 255))

    # --- ruộng
    def terraces(self, y0, y1, n, cols, key, curve=None, edge="#fff3c0", edark="#5b4a1e", amp=26, step=420, strokes=0, scol="#fff3c0"):
        """Các dải ruộng bậc thang từ xa (y0) đến gần (y1)."""
        f = noise1(f"{self.seed}-{key}", step, 3)
        g = noise1(f"{self.seed}-{key}b", step * .6, 3)
        curve = curve or (lambda x, t: 0)
        for i in range(n):
            t = i / (n - 1)
            yy = y0 + (y1 - y0) * t ** 1.35
            am = amp * (.25 + 1.1 * t)
            pts = [(x, yy + curve(x, t) + am * f(x + i * 37) * .7 + am * .5 * g(x * 1.3 - i * 60)) for x in range(-20, W + 24, 8)]
            c = cols[i % len(cols)]
            thick = (y1 - y0) / n * (.6 + 1.5 * t) + 14
            ymin = min(p[1] for p in pts)
            self.paint([("l", [(x, y - 2 - 1.5 * t) for x, y in pts], 2.4 + 4 * t)], edark, alpha=120, blur=.8)
            self.paint([("p", pts + [(W + 20, H + 20), (-20, H + 20)])], mix(c, edge, .28), mix(c, edark, .18), y0=ymin, y1=ymin + thick + 2 * am, tex=.55)
            self.paint([("l", pts, 1.0 + 1.5 * t)], edge, alpha=150)
            if strokes:
                for _ in range(int(strokes * (.5 + t))):
                    x = self.r.uniform(0, W)
                    k = min(len(pts) - 1, int((x + 20) / 8))
                    y = pts[k][1] + self.r.uniform(3, thick)
                    l = 3 + 9 * t
                    self.d.line([(x * S, y * S), ((x + self.r.uniform(-2, 2)) * S, (y - l) * S)], fill=al(mix(scol, c, self.r.random() * .7), 150), width=int(1 + 2.4 * t))

    # --- nhà
    def roof(self, pts, c1, c2, rows=7, gap=8):
        r = self.paint([("p", pts)], c1, c2, tex=.6)
        if not r:
            return
        m, box = r
        lay = Image.new("L", m.size, 0)
        d = ImageDraw.Draw(lay)
        for j in range(rows):
            y = int(m.height * (j + .6) / rows)
            d.line([(0, y), (m.width, y)], fill=70, width=2)
            for x in range((j % 2) * int(gap * S / 2), m.width, int(gap * S)):
                d.line([(x, y), (x, y + m.height // rows)], fill=38, width=2)
        self.im.paste((40, 14, 8), box[:2], ImageChops.multiply(lay, m))

    def house(self, x, y, w, h, wall="#e8d9b8", roofc="#a4492f", lit=False, doors=1, shade="#6b4b3a", tiles=8):
        """Nhà ba gian: (x, y) là góc trái dưới; mái chiếm 45% chiều cao."""
        rh = h * .46
        self.paint(("e", x + w / 2, y + 3, w * .58, h * .07), "#1a1410", alpha=80, blur=3)
        self.paint([("p", [(x, y - h + rh * .8), (x + w, y - h + rh * .8), (x + w, y), (x, y)])], mix(wall, shade, .25), wall, tex=.35)
        self.paint([("p", [(x, y - h * .06), (x + w, y - h * .06), (x + w, y), (x, y)])], mix(wall, shade, .5), tex=.3)
        n = max(3, int(w / h * 2.2) | 1)
        for i in range(n):
            cx = x + w * (i + .5) / n
            dw = w / n * .3
            isd = i == n // 2 or (doors > 1 and i % 2 == 0)
            yb = y - h * .05 if isd else y - h * .16
            yt = y - h * .42
            col = "#ffd98a" if lit else mix(shade, "#2a1c16", .45)
            self.paint(("r", cx - dw, yt, cx + dw, yb, 1), col, mix(col, "#c56a1c", .35) if lit else col)
            self.d.rectangle([(cx - dw) * S, yt * S, (cx + dw) * S, yb * S], outline=al(mix(roofc, "#2a1008", .5), 255), width=int(max(2, h * .012 * S)))
            self.d.line([(cx * S, yt * S), (cx * S, yb * S)], fill=al(mix(roofc, "#2a1008", .5), 255), width=int(max(2, h * .009 * S)))
        ov = w * .07
        self.paint([("p", [(x, y - h + rh * .8), (x + w, y - h + rh * .8), (x + w, y - h + rh * 1.12), (x, y - h + rh * 1.12)])], "#2a1810", alpha=110, blur=1.5)
        self.roof([(x - ov, y - h + rh), (x + w * .12, y - h), (x + w * .88, y - h), (x + w + ov, y - h + rh)], mix(roofc, "#ffd9a0", .2), mix(roofc, "#2a0c06", .25), rows=max(4, int(rh / 9)), gap=max(4, tiles))
        self.paint([("l", [(x + w * .11, y - h), (x + w * .89, y - h)], max(1.5, h * .03))], mix(roofc, "#2a0c06", .45))

    def dinh(self, x, y, w, h, wood="#6a3d25", roofc="#7c3b2a", lit=False):
        """Đình: mái lớn, đầu đao cong; (x, y) là giữa đáy."""
        self.paint(("e", x, y + 4, w * .6, h * .06), "#120c08", alpha=90, blur=4)
        self.paint([("r", x - w * .5, y - h * .09, x + w * .5, y, 2)], "#b5a894", "#857868", tex=.5)
        self.paint([("r", x - w * .46, y - h * .13, x + w * .46, y - h * .08, 2)], "#c9bda8", "#978a78", tex=.5)
        inner = ("#ffcf7a", "#b5601f") if lit else ("#3a2216", "#56331f")
        self.paint([("p", [(x - w * .41, y - h * .5), (x + w * .41, y - h * .5), (x + w * .41, y - h * .12), (x - w * .41, y - h * .12)])], *inner, tex=.3)
        for i in range(6):
            cx = x + w * (-.41 + .82 * i / 5)
            self.paint([("p", [(cx - w * .013, y - h * .5), (cx + w * .013, y - h * .5), (cx + w * .016, y - h * .12), (cx - w * .016, y - h * .12)])], wood, mix(wood, "#000000", .3), tex=.4)
        for i in range(5):
            if i != 2:
                a, b = x + w * (-.41 + .82 * i / 5) + w * .016, x + w * (-.41 + .82 * (i + 1) / 5) - w * .016
                for k in range(9):
                    xx = a + (b - a) * k / 8
                    self.d.line([(xx * S, (y - h * .3) * S), (xx * S, (y - h * .13) * S)], fill=al(mix(wood, "#000000", .2), 255), width=int(w * .006 * S))
                self.paint(("r", a, y - h * .31, b, y - h * .29, 0), wood)
        L = spline([(x - w * .66, y - h * .60), (x - w * .56, y - h * .515), (x - w * .44, y - h * .56), (x - w * .33, y - h * .76), (x - w * .27, y - h * .93)])
        R = [(2 * x - px, py) for px, py in reversed(L)]
        bot = spline([(x + w * .66, y - h * .60), (x + w * .52, y - h * .475), (x, y - h * .45), (x - w * .52, y - h * .475), (x - w * .66, y - h * .60)])
        self.roof(L + [(x, y - h * .915)] + R + bot, mix(roofc, "#ffcf98", .22), mix(roofc, "#1c0805", .35), rows=16, gap=max(5, w * .016))
        self.paint([("l", spline([(x - w * .29, y - h * .985), (x - w * .25, y - h * .925), (x, y - h * .915), (x + w * .25, y - h * .925), (x + w * .29, y - h * .985)]), h * .022)], mix(roofc, "#e9c9a0", .35))
        for sg in (-1, 1):
            self.paint([("l", [(x + sg * (x - px) if sg > 0 else px, py) for px, py in L], h * .013)], mix(roofc, "#e9c9a0", .28))

    # --- người
    def person(self, x, y, h, shirt="#6c7f8f", pants="#2f3440", hat=None, hair="short", skin="#b98563", flip=False,
               arms=((.16, .60, .14, .45), (.16, .60, .14, .45)), lean=0.0, coat=.44, hatc="#e6cf98", hairc="#231a17", shadow=True,
               legs=.07, light=(-2.0, -1.0), dress=False, scarf=None):
        k = -1 if flip else 1

        def P(u, v):
            return (x + k * (u + lean * v) * h, y - v * h)
        if shadow:
            self.paint(("e", x + h * .06, y, h * .2, h * .028), "#0f0d0b", alpha=90, blur=h * .012 + .4)
        lit = mix(shirt, "#fff0c8", .3)
        rim = (light[0] * -h / 160, light[1] * -h / 160, h / 220, lit, .7)
        # chân
        if dress:
            self.paint([("p", spline([P(-.09, .5), P(-.12, .25), P(-.13, .04), P(.13, .04), P(.12, .25), P(.09, .5)]))], pants, mix(pants, "#000000", .25), tex=.3)
        else:
            for s in (-1, 1):
                self.paint([("p", [P(s * .015, .5), P(s * .1, .5), P(s * (legs + .035), .26), P(s * (legs + .026), .03), P(s * (legs - .022), .03), P(s * (legs - .04), .26)])], pants, mix(pants, "#000000", .25), tex=.3)
        for s in (-1, 1):
            self.paint([("e", P(s * legs + .015, .02)[0], P(0, .018)[1], h * .04, h * .018)], "#2a221d")
        # cánh tay sau thân
        for s, (eu, ev, hu, hv) in zip((-1, 1), arms):
            if s < 0:
                self._arm(P, s, eu, ev, hu, hv, h, mix(shirt, "#000000", .22), skin)
        self.paint([("p", spline([P(-.045, .845), P(-.125, .80), P(-.115, .66), P(-.088, .56), P(-.115, coat), P(.115, coat), P(.088, .56), P(.115, .66), P(.125, .80), P(.045, .845)], closed=True, n=6))],
                   shirt, mix(shirt, "#000000", .2), tex=.3, rim=rim)
        self.paint([("p", [P(-.028, .87), P(.028, .87), P(.034, .825), P(-.034, .825)])], mix(skin, "#000000", .15))
        if scarf:
            self.paint([("p", spline([P(-.07, .845), P(.07, .845), P(.05, .80), P(.02, .70), P(-.02, .70), P(-.05, .80)], closed=True, n=4))], scarf)
        for s, (eu, ev, hu, hv) in zip((-1, 1), arms):
            if s > 0:
                self._arm(P, s, eu, ev, hu, hv, h, shirt, skin)
        hx, hy = P(0, .915)
        self.paint([("e", hx, hy, h * .052, h * .066)], mix(skin, "#ffe0b8", .15), mix(skin, "#000000", .12))
        hb = ("e", hx - k * h * .012, hy - h * .018, h * .056, h * .056)
        if hair == "long":
            self.paint([hb, ("p", spline([P(-.06, .94), P(-.066, .84), P(-.05, .70), P(-.01, .70), P(-.02, .90)], closed=True, n=4))], mix(hairc, "#ffffff", .1), hairc)
        elif hair == "bun":
            self.paint([hb, ("e", hx - k * h * .055, hy - h * .02, h * .028, h * .028)], mix(hairc, "#ffffff", .12), hairc)
        elif hair == "back":
            self.paint([("e", hx, hy - h * .004, h * .056, h * .066)], mix(hairc, "#ffffff", .12), hairc)
        else:
            self.paint([("p", spline([P(-.056, .90), P(-.058, .95), P(-.02, .988), P(.035, .98), P(.056, .945), P(.02, .95), P(-.025, .93)], closed=True, n=4))], mix(hairc, "#ffffff", .12), hairc)
        if hat == "non":
            br = spline([P(-.155, .925), P(-.08, .905), P(0, .90), P(.08, .905), P(.155, .925)], n=5)
            self.paint([("p", br + [P(.01, 1.045), P(-.01, 1.045)])], mix(hatc, "#fffbe8", .35), mix(hatc, "#6a4a1c", .25), tex=.2, rim=(h * .022, 0, h / 200, "#fff8dc", .8))
            for q in range(1, 4):
                a = q / 4
                self.paint([("l", [P(-.155 * a, 1.045 - .12 * a), P(0, 1.045 - .145 * a), P(.155 * a, 1.045 - .12 * a)], max(.5, h * .003))], "#7a5a28", alpha=110)
        elif hat == "mu":
            self.paint([("p", spline([P(-.06, .945), P(-.05, .995), P(0, 1.01), P(.05, .995), P(.06, .945)], n=4)), ("l", [P(-.02, .948), P(.095, .94)], h * .016)], mix(hatc, "#ffffff", .15), hatc)
        elif hat == "helmet":
            self.paint([("p", spline([P(-.075, .94), P(-.06, .995), P(0, 1.015), P(.06, .995), P(.075, .94)], n=5)), ("l", [P(-.09, .94), P(.09, .94)], h * .014)], mix(hatc, "#ffffff", .25), mix(hatc, "#000000", .15))

    def _arm(self, P, s, eu, ev, hu, hv, h, shirt, skin):
        pts = spline([P(s * .105, .785), P(s * eu, ev), P(s * hu, hv)], n=5)
        self.paint([("l", pts, h * .052)], shirt, mix(shirt, "#000000", .15))
        x, y = P(s * hu, hv)
        self.paint([("e", x, y, h * .024, h * .027)], skin)

    def seated(self, x, y, h, shirt="#55707e", hairc="#231a17", chair="#5b3a26", hair="short", bald=False, head_skin="#b98563", tilt=0, non=False):
        """Người ngồi, nhìn từ sau lưng; (x, y) là mép dưới giữa; h là chiều cao từ mặt ghế đến đầu."""
        def P(u, v):
            return (x + u * h + tilt * h * v, y - v * h)
        if chair:
            self.paint([("r", x - .33 * h, y - .46 * h, x + .33 * h, y + .1 * h, .05 * h)], mix(chair, "#ffd9a0", .15), mix(chair, "#000000", .35), tex=.4)
        self.paint([("p", spline([P(-.09, .70), P(-.30, .615), P(-.36, .40), P(-.37, 0), P(.37, 0), P(.36, .40), P(.30, .615), P(.09, .70)], n=8))], mix(shirt, "#fff0c8", .12), mix(shirt, "#000000", .3), tex=.35, rim=(h * .02, h * .02, h * .012, "#fff0cc", .5))
        self.paint([("p", [P(-.065, .78), P(.065, .78), P(.085, .66), P(-.085, .66)])], mix(head_skin, "#000000", .2))
        if hair == "bun":
            self.paint([("e", P(0, .72)[0], P(0, .735)[1], .07 * h, .06 * h)], mix(hairc, "#ffffff", .2), hairc)
        for s in (-1, 1):
            self.paint([("e", P(s * .132, .855)[0], P(0, .855)[1], .022 * h, .036 * h)], head_skin)
        self.paint([("e", P(0, .875)[0], P(0, .875)[1], .13 * h, .15 * h)], mix(hairc, "#ffffff", .16), hairc, tex=.3, rim=(h * .016, h * .016, h * .012, "#ffedc8", .45))
        if hair == "long":
            self.paint([("p", spline([P(-.13, .9), P(-.15, .6), P(-.09, .42), P(.09, .42), P(.15, .6), P(.13, .9)], n=5))], mix(hairc, "#ffffff", .12), hairc, tex=.3)
        if non:
            self.paint([("p", spline([P(-.36, .93), P(-.18, .88), P(0, .87), P(.18, .88), P(.36, .93)], n=5) + [P(.02, 1.2), P(-.02, 1.2)])], "#f0dfae", "#b8955a", tex=.2)
        if chair:
            self.paint([("r", x - .30 * h, y - .30 * h, x + .30 * h, y + .12 * h, .05 * h)], mix(chair, "#ffd9a0", .1), mix(chair, "#000000", .4), tex=.4, rim=(0, h * .02, h * .01, "#ffdcaa", .5))

    def bike(self, x, y, h, c="#2b2f33", flip=False, rider=None, hat=None, shirt="#8aa0a8", hair="short", pants="#2d313a", basket=None):
        k = -1 if flip else 1
        R = h * .2
        a, b = (x - k * h * .29, y - R), (x + k * h * .29, y - R)
        self.paint(("e", x, y + 1, h * .48, h * .03), "#0e0c0a", alpha=80, blur=2)
        lw = max(1.0, h * .014)
        for p in (a, b):
            self.d.ellipse([(p[0] - R) * S, (p[1] - R) * S, (p[0] + R) * S, (p[1] + R) * S], outline=al(c, 255), width=int(lw * 1.3 * S))
            for q in range(10):
                t = q * math.pi / 5
                self.d.line([(p[0] * S, p[1] * S), ((p[0] + R * math.cos(t)) * S, (p[1] + R * math.sin(t)) * S)], fill=al(c, 120), width=2)
        seat, bar, ped = (x - k * h * .12, y - h * .46), (x + k * h * .2, y - h * .56), (x - k * h * .03, y - h * .2)
        for p, q in ((a, ped), (a, seat), (seat, ped), (ped, (x + k * h * .19, y - h * .46)), (seat, (x + k * h * .19, y - h * .46)), (bar, b)):
            self.paint([("l", [p, q], lw)], c)
        self.paint([("l", [(bar[0] - k * h * .06, bar[1]), (bar[0] + k * h * .01, bar[1] - h * .01)], lw)], c)
        if basket:
            self.paint([("r", bar[0] - h * .02 + k * h * .05, bar[1] + h * .02, bar[0] + h * .10 + k * h * .05, bar[1] + h * .13, 2)], basket, mix(basket, "#000000", .3), tex=.5)
        if rider:
            hip = (seat[0], seat[1] - h * .03)
            knee = (x + k * h * .09, y - h * .38)
            self.paint([("l", spline([hip, knee, (ped[0] + k * h * .01, ped[1] + h * .06)], n=5), h * .075)], pants)
            sh = (x + k * h * .02, y - h * .83)
            self.paint([("l", [hip, sh], h * .15)], mix(shirt, "#fff0c8", .15), mix(shirt, "#000000", .2), tex=.3)
            self.paint([("l", spline([sh, (x + k * h * .13, y - h * .7), (bar[0] - k * h * .03, bar[1])], n=5), h * .05)], mix(shirt, "#000000", .1))
            hx, hy = sh[0] + k * h * .03, sh[1] - h * .135
            self.paint([("l", [sh, (hx, hy)], h * .045)], "#a57453")
            self.paint([("e", hx, hy, h * .058, h * .068)], "#bb8a66")
            self.paint([("e", hx - k * h * .014, hy - h * .015, h * .058, h * .06)], "#241b18")
            if hair == "long":
                self.paint([("p", spline([(hx - k * h * .03, hy - h * .05), (hx - k * h * .085, hy + h * .05), (hx - k * h * .11, hy + h * .22), (hx - k * h * .04, hy + h * .2), (hx - k * h * .005, hy + h * .05)], closed=True, n=4))], "#241b18")
            if hat == "non":
                self.paint([("p", [(hx - h * .17, hy - h * .01), (hx, hy - h * .16), (hx + h * .17, hy - h * .01), (hx + h * .08, hy + h * .012), (hx - h * .08, hy + h * .012)])], "#f4e6bd", "#b9985e", tex=.2)

    def carry(self, x, y, h, shirt, load="#c9a24d", hat="non", flip=False, pants="#2d2a2a", full=True):
        """Người gánh đôi quang gánh."""
        self.person(x, y, h, shirt=shirt, pants=pants, hat=hat, flip=flip, arms=((.15, .64, .1, .55), (.17, .66, .16, .78)), lean=.03, hair="bun")
        yb = y - h * .80
        self.paint([("l", spline([(x - h * .52, yb + h * .05), (x, yb - h * .015), (x + h * .52, yb + h * .05)]), h * .022)], "#7a5630")
        for s in (-1, 1):
            bx, by = x + s * h * .5, y - h * .16
            for o in (-.11, .11):
                self.d.line([(bx * S, (yb + h * .05) * S), ((bx + o * h) * S, (by - h * .02) * S)], fill=al("#4f3a22", 255), width=max(2, int(h * .008 * S)))
            if full:
                self.paint([("p", spline([(bx - h * .13, by), (bx - h * .09, by - h * .13), (bx, by - h * .18), (bx + h * .09, by - h * .13), (bx + h * .13, by)], n=5))], mix(load, "#fff3c0", .3), load, tex=.7)
            self.paint([("p", spline([(bx - h * .14, by - h * .02), (bx - h * .1, by + h * .08), (bx + h * .1, by + h * .08), (bx + h * .14, by - h * .02)], n=5))], "#a07a45", "#6a4c28", tex=.7)

    def boat(self, x, y, w, c="#2d211c", light="#d9a066"):
        hull = spline([(x - w * .52, y - w * .10), (x - w * .36, y - w * .012), (x, y + w * .03), (x + w * .36, y - w * .012), (x + w * .52, y - w * .10)], n=8)
        top = spline([(x + w * .52, y - w * .10), (x + w * .3, y - w * .052), (x, y - w * .04), (x - w * .3, y - w * .052), (x - w * .52, y - w * .10)], n=8)
        self.paint(("e", x, y + w * .045, w * .5, w * .04), "#0a0a12", alpha=110, blur=4)
        self.paint([("p", hull + top)], mix(c, light, .3), c, tex=.6)
        self.paint([("l", top, w * .009)], light, alpha=200)

    def bunting(self, x0, y0, x1, y1, sag, cols, n=14, s=17):
        pts = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)) for t in [i / 40 for i in range(41)]]
        self.paint([("l", pts, 1.2)], "#3a2a20")
        for i in range(n):
            t = (i + .5) / n
            px, py = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)
            c = cols[i % len(cols)]
            self.paint([("p", [(px - s * .5, py), (px + s * .5, py), (px + self.r.uniform(-3, 3), py + s * 1.25)])], mix(c, "#ffffff", .12), mix(c, "#000000", .12))

    def lantern(self, x, y, r, c, glow=True):
        if glow:
            self.glow(x, y, r * 4.2, mix(c, "#ffd98a", .45), 150)
        self.d.line([(x * S, (y - r * 2.1) * S), (x * S, (y - r) * S)], fill=al("#2a1a14", 255), width=int(max(2, r * .06 * S)))
        self.paint([("e", x, y, r, r * .86)], stops=[(0, mix(c, "#3a0a08", .25)), (.45, mix(c, "#ffeeb0", .6)), (1, mix(c, "#3a0a08", .15))])
        for q in (-.66, -.33, 0, .33, .66):
            self.d.arc([(x - r * abs(q)) * S, (y - r * .86) * S, (x + r * abs(q)) * S, (y + r * .86) * S], 90 if q < 0 else 270, 270 if q < 0 else 90, fill=al(mix(c, "#5a1408", .5), 120), width=max(2, int(r * .03 * S)))
        for yy in (-.86, .86):
            self.paint(("r", x - r * .36, y + r * yy - r * .09, x + r * .36, y + r * yy + r * .09, r * .05), mix(c, "#2a0805", .6))
        for q in range(-3, 4):
            self.d.line([((x + q * r * .07) * S, (y + r * .95) * S), ((x + q * r * .09) * S, (y + r * 1.6) * S)], fill=al(mix(c, "#ffd98a", .3), 230), width=max(2, int(r * .04 * S)))

    def bird(self, x, y, s, c, flap=.5):
        self.paint([("p", spline([(x - s, y - s * flap), (x - s * .4, y - s * .12 - s * flap * .2), (x, y + s * .06), (x + s * .4, y - s * .12 - s * flap * .2), (x + s, y - s * flap), (x + s * .4, y + s * .02), (x, y + s * .22), (x - s * .4, y + s * .02)], closed=True, n=4))], c)

    def hills_far(self, pal, key="h", y=430, dy=62, amp=70, mist=None, a=120):
        """Lớp núi đồi lùi xa; pal từ xa đến gần."""
        for i, c in enumerate(pal):
            self.ridge(y + i * dy, amp * (1 + .12 * i), mix(c, "#ffffff", .10), mix(c, mist or c, .45), f"{key}{i}", step=460 - i * 60, octaves=5)
            if mist:
                self.mist(y + i * dy + dy * 1.05, dy * 1.7, mist, a)

    def vignette(self, a=60, c="#120c08"):
        n = 160
        m = Image.new("L", (n, n))
        m.putdata([int(a * min(1.0, max(0.0, math.hypot((i / n - .5) * 1.9, (j / n - .5) * 1.9) - .62) / .75) ** 1.5) for j in range(n) for i in range(n)])
        m = m.resize(self.im.size, Image.BICUBIC)
        self.im.paste(Image.new("RGB", self.im.size, rgb(c)), (0, 0), m)

    def wash(self, c, a):
        self.im.paste(Image.blend(self.im, Image.new("RGB", self.im.size, rgb(c)), a), (0, 0))

    def done(self):
        return self.im.resize((W, H), Image.LANCZOS)


def finish(img, path, seed, limit=250_000):
    """Thêm hạt rồi ghi JPEG chất lượng 82; hạt giảm dần cho đến khi tệp đủ nhỏ."""
    r = random.Random(f"grain-{seed}")
    n = Image.frombytes("L", (W, H), r.randbytes(W * H)).filter(ImageFilter.GaussianBlur(.7))
    for amp, soft in ((.12, 0), (.09, 0), (.06, 0), (.03, 0), (0, 0), (0, .35), (0, .5), (0, .7), (0, .85)):
        g = n.point(lambda v: int(128 + (v - 128) * amp))
        base = img.filter(ImageFilter.GaussianBlur(soft)) if soft else img
        out = ImageChops.add(base, Image.merge("RGB", (g, g, g)), 1, -128)
        buf = BytesIO()
        out.save(buf, "JPEG", quality=82, optimize=True, progressive=True)
        if buf.tell() <= limit:
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buf.getvalue())
    return out, buf.tell(), amp


# ------------------------------------------------------------------ các bức tranh
SCENES = {}


def scene(name, year):
    def deco(fn):
        SCENES[name] = (fn, year)
        return fn
    return deco


@scene("thung-lung-lua-chin", 2026)
def s_thunglung(name):
    c = C(name)
    c.sky((0., "#86aebf"), (.22, "#dcd6b6"), (.40, "#fbe3ae"), (1., "#fbe3ae"))
    c.clouds(150, "#fff3d6", 7, 90, 70)
    c.sun(1130, 318, 40, "#fff1c4", "#ffd98c", 190)
    c.hills_far(["#9fb3b0", "#86a39a", "#6a8f7c", "#4f7a5f"], y=400, dy=48, amp=88, mist="#fdeecb", a=170)
    c.hills_far(["#3f6b4a"], key="n", y=575, amp=34, mist="#fbe9bd", a=80)
    for x in range(60, 620, 46):
        c.tree(x + c.r.uniform(-14, 14), 612 + c.r.uniform(-6, 10), c.r.uniform(34, 62), "#27492f", "#3f6d40", "#86a457")
    for x, w in ((180, 74), (300, 62), (395, 80), (520, 58)):
        c.house(x, 618, w, 42, roofc="#a85238", wall="#efe2c2", tiles=5)
    for x in (150, 275, 480, 605, 628):
        c.palm(x, 622, c.r.uniform(70, 105), "#365d38", n=9)
    c.mist(628, 60, "#fdeecb", 130)
    c.terraces(622, 960, 12, ["#e0b24a", "#a9b04c", "#d8a53c", "#cdb550", "#8fa548", "#e6bd5a", "#d09a36", "#b9a548"], "t",
               curve=lambda x, t: (150 * math.exp(-((x - 760 - 240 * t) / 300) ** 2) - 96 * math.exp(-((x - 80) / 330) ** 2) - 104 * math.exp(-((x - 1560) / 300) ** 2)) * (.12 + t),
               amp=24, strokes=520, scol="#fff0b4", edark="#6d5420")
    for i, (x, y, h) in enumerate(((430, 735, 66), (500, 748, 64), (1090, 822, 118), (1198, 838, 122))):
        c.person(x, y, h, shirt=("#8c4a3c", "#4b6b7c", "#6d5a86", "#b0603f")[i], hat="non", arms=((.16, .62, .22, .5), (.18, .6, .2, .5)), lean=.12, flip=x % 3 == 0)
        c.grass(x - h * .4, x + h * .4, y + h * .06, h * .34, ["#d9ab44", "#e9c465", "#b98a30"], 46, .25, 1.6)
    c.bird(860, 250, 13, "#6b7a78"), c.bird(906, 232, 10, "#6b7a78"), c.bird(820, 222, 9, "#6b7a78")
    for i in range(60):
        x = c.r.choice([c.r.uniform(-20, 520), c.r.uniform(1180, 1620)])
        c.rice_ear(x, 1030, c.r.uniform(150, 330) * (1 if abs(x - 800) > 560 else .72), c.r.uniform(.15, .55) * (-1 if x > 1000 else 1), "#8d8230", "#e8b84a", 1.5)
    c.vignette(60, "#3a2408")
    return c.done()


@scene("song-ngan-may-hoang-hon", 2026)
def s_song(name):
    c = C(name)
    c.sky((0., "#3d4a72"), (.18, "#8b6a86"), (.34, "#e28f6c"), (.47, "#ffd08a"), (1., "#ffd08a"))
    c.clouds(150, "#f7b98a", 8, 110, 90, 260, 620)
    c.clouds(230, "#ffe0ac", 5, 110, 50, 200, 480)
    c.sun(620, 420, 44, "#fff0bc", "#ffb35e", 210)
    c.hills_far(["#a5728a", "#80597f", "#5d4670", "#41365e"], y=430, dy=26, amp=86, mist="#f7b183", a=110)
    c.hills_far(["#2f2c4e"], key="n", y=545, amp=16)
    for i in range(70):
        x = c.r.uniform(-20, W)
        if not 480 < x < 900:
            c.bush(x, 566, c.r.uniform(30, 80), c.r.uniform(20, 52), "#1d1e38", "#2c2a4a", "#4e3c5c")
    for x in (96, 140, 1290, 1322, 1420):
        c.palm(x, 566, c.r.uniform(90, 150), "#221f3a", trunk="#241f38", n=9)
    c.water(562, "#f2ae77", "#2c3158", .52, 1.1, "#ffe2ae", 260, sx=630)
    c.glow(628, 650, 210, "#ffdf9c", 120, 190)
    for i in range(70):
        t = i / 70
        y, w = 568 + 410 * t ** 1.5, (24 + 95 * t) * c.r.uniform(.35, 1)
        x = 622 + c.r.gauss(0, 10 + 30 * t)
        c.d.ellipse([(x - w) * S, (y - 1 - 1.6 * t) * S, (x + w) * S, (y + 1 + 1.6 * t) * S], fill=al("#fff0c0", 120 - 70 * t))
    c.boat(960, 742, 330, "#1b1a2e", "#e59a62")
    c.person(1082, 725, 172, shirt="#2f2b48", pants="#1c1a30", hat="non", hatc="#d99c66", skin="#7a4f4a", arms=((.17, .66, .2, .58), (.2, .66, .24, .6)), lean=-.1, light=(2, -1), flip=True, shadow=False)
    c.paint([("l", [(1010, 600), (1046, 640), (1150, 850)], 4.5)], "#231c2e")
    c.paint([("p", spline([(1140, 826), (1152, 830), (1176, 884), (1164, 890), (1150, 868)], closed=True))], "#2b2338")
    c.paint([("p", spline([(850, 722), (868, 690), (905, 684), (935, 694), (948, 724)]))], "#3b2c44", "#1f1a30", tex=.5)
    c.boat(300, 628, 92, "#231f3a", "#d98f6a")
    c.person(326, 622, 46, shirt="#2b2744", pants="#1c1a30", hat="non", hatc="#c98d66", shadow=False)
    c.grass(-20, 330, 1010, 190, ["#12142a", "#1d1f3a", "#2a2746"], 120, .25, 3)
    c.grass(1330, 1620, 1012, 230, ["#12142a", "#1d1f3a", "#2a2746"], 120, .25, 3)
    for x in (70, 128, 212, 1428, 1500, 1560):
        h = c.r.uniform(180, 260)
        c.paint([("l", spline([(x, 1010), (x + 8, 1010 - h * .6), (x + 26, 1010 - h)]), 2.6)], "#1a1a30")
        c.paint([("l", [(x + 22, 1010 - h * .9), (x + 29, 1010 - h * 1.08)], 9)], "#3c2a34")
    for x, y, s in ((770, 250, 15), (806, 236, 12), (836, 252, 10), (742, 232, 9)):
        c.bird(x, y, s, "#4a3c5c")
    c.vignette(90, "#0c0a20")
    return c.done()


@scene("cho-ben-trang", 2026)
def s_cho(name):
    c = C(name)
    c.sky((0., "#bcd3d2"), (.3, "#f3e7c6"), (1., "#f3e7c6"))
    c.glow(360, 220, 620, "#fff4cf", 150)
    c.hills_far(["#a9bdb0", "#8aa890"], y=310, dy=46, amp=60, mist="#f7efd6", a=120)
    for x in range(-20, 1640, 90):
        c.tree(x + c.r.uniform(-25, 25), 480, c.r.uniform(130, 220), "#3b6047", "#5d8656", "#a3b86a")
    c.paint([("p", [(-9, 470), (1609, 470), (1609, 1009), (-9, 1009)])], "#cfb996", "#a98c67", tex=.5)
    # mái nhà chợ phía sau
    c.roof([(180, 420), (260, 330), (1340, 330), (1420, 420)], "#c06a48", "#8a4331", rows=8, gap=9)
    for x in range(230, 1400, 116):
        c.paint(("r", x, 418, x + 16, 560, 2), "#d9cfb8", "#a89a80")
    c.paint([("p", [(210, 420), (1390, 420), (1390, 545), (210, 545)])], "#5b4636", "#8a6d4f", alpha=150, tex=.3)
    for x in range(270, 1360, 74):
        c.person(x + c.r.uniform(-14, 14), 556, c.r.uniform(92, 108), shirt=c.r.choice(["#8f6a5a", "#6f8079", "#a07d4c", "#6a6680"]), pants="#4a4038", hat=c.r.choice([None, "non", None]), hair=c.r.choice(["bun", "short"]), shadow=False)
    c.mist(520, 150, "#f7e8c4", 120)

    def stall(x, w, y, col1, col2, goods):
        top = y - 330
        for px in (x + 12, x + w - 12):
            c.paint([("l", [(px, top + 40), (px, y)], 7)], "#7a5a3c", "#5a3f28")
        n = 10
        for i in range(n):
            a, b = x - 26 + (w + 52) * i / n, x - 26 + (w + 52) * (i + 1) / n
            ta, tb = x + 20 + (w - 40) * i / n, x + 20 + (w - 40) * (i + 1) / n
            cc = col1 if i % 2 == 0 else col2
            c.paint([("p", [(ta, top), (tb, top), (b, top + 78), (a, top + 78)])], mix(cc, "#fff4d0", .28), cc, tex=.25)
            c.paint([("p", [(a, top + 77), (b, top + 77), (b, top + 92)] + spline([(b, top + 92), ((a + b) / 2, top + 108), (a, top + 92)], n=6))], mix(cc, "#000000", .14), mix(cc, "#000000", .25))
        c.paint([("p", [(x, top + 96), (x + w, top + 96), (x + w, top + 190), (x, top + 190)])], "#3a2a1e", alpha=70, blur=14)
        seller = c.r.choice(["#a5563f", "#4f6f62", "#6c5a86", "#3f6785"])
        c.person(x + w * .5, y - 6, 232, shirt=seller, hat="non" if x > 600 else None, hair="bun", arms=((.17, .62, .2, .5), (.2, .64, .26, .56)), shadow=False)
        c.paint(("e", x + w / 2, y + 8, w * .56, 20), "#2a1c10", alpha=110, blur=6)
        c.paint([("p", [(x - 8, y - 82), (x + w + 8, y - 82), (x + w + 14, y), (x - 14, y)])], "#94693f", "#6a472a", tex=.6)
        for k in range(7):
            xx = x - 8 + (w + 16) * k / 6
            c.paint([("l", [(xx, y - 80), (xx, y)], 2)], "#4a3018", alpha=110)
        c.paint([("p", [(x - 14, y - 98), (x + w + 14, y - 98), (x + w + 8, y - 80), (x - 8, y - 80)])], "#c99a63", "#a9774a", tex=.4)
        m = len(goods)
        for i, (gc, sz) in enumerate(goods):
            gx = x + w * (i + .5) / m
            bw = w / m * .46
            for row in range(4):
                for q in range(7 - row):
                    px = gx + (q - (6 - row) / 2) * bw * .3
                    py = y - 98 - row * sz * 1.35
                    cc = mix(gc, c.r.choice(["#ffffff", "#3a1c08", gc]), c.r.uniform(0, .22))
                    c.paint([("e", px, py - sz * .7, sz, sz * .92)], mix(cc, "#fff6d6", .42), mix(cc, "#2a0f04", .28))
            c.paint([("p", spline([(gx - bw * 1.02, y - 108), (gx - bw * .82, y - 84), (gx + bw * .82, y - 84), (gx + bw * 1.02, y - 108)], n=5))], "#c39a5e", "#8e6a38", tex=.8)
    stall(60, 420, 742, "#b6492f", "#f0dfb8", [("#d9772c", 12), ("#6f9a3a", 13), ("#d8b23a", 11), ("#8f2f3a", 11)])
    stall(590, 430, 752, "#2f6f68", "#f0e2bf", [("#8fae4a", 13), ("#e0c25a", 12), ("#c4532c", 12), ("#efe3bd", 11)])
    stall(1130, 420, 742, "#c98a2b", "#f3e6c4", [("#7a4a2a", 12), ("#e39b3a", 12), ("#5f8a3c", 13), ("#b8863a", 11)])
    for x in (60, 300, 540, 800, 1060, 1300, 1540):
        c.glow(x, 402, 40, "#ffe7a0", 160)
    c.person(330, 905, 300, shirt="#7b4a68", pants="#2b2a33", hat="non", hair="bun", flip=True, arms=((.19, .62, .26, .56), (.16, .6, .15, .46)))
    c.paint([("p", spline([(365, 768), (352, 806), (430, 806), (418, 768)], n=5))], "#b98d50", "#805c2e", tex=.9)
    c.person(560, 932, 316, shirt="#c9b48a", pants="#4a4436", hair="short", arms=((.16, .6, .15, .45), (.16, .62, .19, .5)))
    c.person(640, 940, 210, shirt="#c2573e", pants="#34405a", hair="short", flip=True, arms=((.16, .62, .2, .6), (.15, .6, .14, .46)))
    c.person(1100, 922, 306, shirt="#3f6e7a", pants="#232228", hat="non", hair="long", arms=((.17, .6, .16, .45), (.2, .64, .28, .60)))
    c.carry(1390, 950, 296, "#6a7b4d", load="#7fa04a", flip=True)
    for k in range(13):
        c.canopy(c.r.uniform(-60, 420), c.r.uniform(-50, 70), c.r.uniform(80, 150), c.r.uniform(50, 90), "#2f5238", "#4f7a48", "#a9b95e")
        c.canopy(c.r.uniform(1260, 1680), c.r.uniform(-50, 50), c.r.uniform(80, 150), c.r.uniform(50, 90), "#2f5238", "#4f7a48", "#a9b95e")
    c.bunting(330, 120, 1290, 92, 46, ["#c4532c", "#e0b24a", "#2f6f68", "#f3e6c4"], 26, 24)
    c.wash("#ffdf9a", .06)
    c.vignette(70, "#2a1608")
    return c.done()


@scene("nha-van-hoa-thon", 2026)
def s_nvh(name):
    c = C(name)
    c.sky((0., "#223b63"), (.25, "#54678f"), (.45, "#c78f83"), (.58, "#f4c08a"), (1., "#f4c08a"))
    c.clouds(190, "#e7a88c", 8, 90, 80, 260, 560)
    for _ in range(70):
        x, y = c.r.uniform(0, W), c.r.uniform(0, 240)
        c.d.ellipse([x * S, y * S, x * S + 3, y * S + 3], fill=al("#fff6d8", c.r.uniform(40, 170)))
    c.hills_far(["#7a6f92", "#5c5a80", "#43486c"], y=430, dy=44, amp=80, mist="#d99c86", a=90)
    for x in list(range(-10, 420, 60)) + list(range(1230, 1640, 60)):
        c.bush(x + c.r.uniform(-20, 20), 670, c.r.uniform(120, 190), c.r.uniform(150, 270), "#16283a", "#22394a", "#3a5258")
    for x, h in ((330, 330), (1296, 350), (1350, 290)):
        c.palm(x, 660, h, "#1c3242", trunk="#2b2f3d")
    c.paint([("p", [(-9, 640), (1609, 640), (1609, 1009), (-9, 1009)])], "#7d6a72", "#3d3a4e", tex=.5)
    c.glow(800, 690, 720, "#ffbf6a", 150, 260)
    x, y, w, h = 430, 668, 740, 300
    c.paint([("p", [(x - 40, y), (x + w + 40, y), (x + w + 60, y + 26), (x - 60, y + 26)])], "#d9b48a", "#a07a66", tex=.4)
    c.paint([("p", [(x, y - 180), (x + w, y - 180), (x + w, y), (x, y)])], "#d8a466", "#f3cf92", tex=.3)
    for i in range(7):
        cx = x + w * (i + .5) / 7
        c.paint(("r", cx - 36, y - 140, cx + 36, y - (0 if i in (2, 3, 4) else 40), 3), "#fff0b8", "#ffc862")
        c.glow(cx, y - 80, 90, "#ffe29a", 90)
        if i in (3,):
            c.person(cx - 8, y, 108, shirt="#7a5440", pants="#4a3730", shadow=False)
        c.d.rectangle([(cx - 36) * S, (y - 140) * S, (cx + 36) * S, (y - (0 if i in (2, 3, 4) else 40)) * S], outline=al("#6b3a22", 255), width=9)
        c.d.line([(cx * S, (y - 140) * S), (cx * S, (y - (0 if i in (2, 3, 4) else 40)) * S)], fill=al("#6b3a22", 255), width=6)
    for i in range(8):
        cx = x + w * i / 7
        c.paint(("r", cx - 9, y - 184, cx + 9, y + 4, 1), "#f6dcae", "#c48f5c")
    c.roof([(x - 56, y - 172), (x + 60, y - 302), (x + w - 60, y - 302), (x + w + 56, y - 172)], "#a4523e", "#582a30", rows=12, gap=10)
    c.roof([(x + w / 2 - 150, y - 196), (x + w / 2, y - 300), (x + w / 2 + 150, y - 196)], "#b86048", "#6d3434", rows=9, gap=10)
    c.paint(("r", x + w / 2 - 96, y - 236, x + w / 2 + 96, y - 206, 4), "#7a2f2a", "#5a2024")
    for k in range(6):
        c.paint(("r", x + w / 2 - 78 + k * 27, y - 227, x + w / 2 - 60 + k * 27, y - 215, 1), "#f2cf86")
    cols = ["#e0663f", "#f2c14e", "#5fa39a", "#f3e4c0", "#b0496a"]
    c.bunting(250, 400, 600, 480, 22, cols, 14, 16)
    c.bunting(1000, 480, 1360, 395, 22, cols, 14, 16)
    for px in (250, 1360):
        c.paint([("l", [(px, 390), (px, 690)], 6)], "#4a3a3c", "#2a2230")
    shirts = ["#a5523f", "#4a6a86", "#7d6a9a", "#c9a25c", "#4f7a68", "#8b3f52"]
    for i, xx in enumerate((180, 262, 352, 660, 740, 980, 1064, 1290, 1384, 1440)):
        yy = 800 + (i * 53) % 90
        c.person(xx, yy, 176 + (yy - 800) * .35, shirt=shirts[i % 6], pants="#241f2e", hair=["short", "bun", "long"][i % 3], hat="non" if i in (2, 8) else None, flip=xx > 800, light=(2 if xx < 800 else -2, -1), arms=((.15, .6, .13, .45), (.17, .63, .2 if i % 2 else .13, .52)))
    for xx, yy in ((470, 870), (540, 884), (1180, 872)):
        c.person(xx, yy, 128, shirt=c.r.choice(["#e07a4a", "#5f9ab0", "#e2c25a"]), pants="#2b2a3a", hair="short", light=(0, -2), arms=((.16, .64, .22, .66), (.16, .62, .2, .54)))
    c.grass(-20, 1620, 1012, 60, ["#1d2236", "#2b2f46", "#3a3a50"], 260, .3, 2)
    c.vignette(100, "#0a0c20")
    return c.done()


@scene("lop-hoc-ky-nang-so", 2026)
def s_lopso(name):
    c = C(name)
    c.sky((0., "#e9d9b6"), (1., "#d9bf92"), tex=.2)
    # cửa sổ nhìn ra đồi
    for wx in (70, 1310):
        sub = C(name + str(wx))
        sub.sky((0., "#a9cbd0"), (.5, "#f4ecd0"), (1., "#f4ecd0"))
        sub.hills_far(["#9cbcab", "#79a284", "#578a62"], y=330, dy=60, amp=70, mist="#f5eed6", a=100)
        for q in range(12):
            sub.tree(sub.r.uniform(0, W), 560, sub.r.uniform(120, 220), "#33633f", "#4f8450", "#9cb964")
        sub.paint([("p", [(-9, 545), (1609, 545), (1609, 1009), (-9, 1009)])], "#a9bd63", "#7f9c48", tex=.6)
        cut = sub.im.crop((200 * S, 100 * S, 200 * S + 440 * S, 100 * S + 760 * S)).resize((220 * S, 380 * S))
        c.im.paste(cut, (wx * S, 130 * S))
        for f in ((wx - 12, 118, wx + 232, 132), (wx - 12, 504, wx + 232, 526), (wx - 12, 118, wx + 4, 520), (wx + 216, 118, wx + 232, 520), (wx + 104, 118, wx + 116, 520), (wx, 300, wx + 220, 310)):
            c.paint(("r", *f, 2), "#8a5f3c", "#6a4428", tex=.4)
    c.paint([("p", [(290, 120), (40, 1010), (700, 1010), (330, 500)])], "#fff6d0", alpha=40, blur=20)
    # màn hình
    c.paint(("r", 430, 92, 1180, 520, 14), "#2b2f38", "#1d2028")
    c.paint(("r", 446, 108, 1164, 504, 6), "#f2f5ee", "#d7e6e2", tex=.1)
    c.glow(805, 306, 520, "#eafaff", 70, 330)
    c.paint(("r", 690, 130, 880, 482, 22), "#25404f", "#1a2f3c")
    c.paint(("r", 702, 152, 868, 456, 6), "#ffffff", "#eef5f2")
    cols = ["#2f7f78", "#d98a34", "#3d6fa3", "#b1503f", "#6f9a46", "#7a5f9a"]
    for i in range(6):
        a, b = 716 + (i % 2) * 74, 168 + (i // 2) * 74
        c.paint(("r", a, b, a + 64, b + 62, 10), mix(cols[i], "#ffffff", .18), cols[i])
        c.paint([("e", a + 32, b + 24, 11, 11), ("r", a + 14, b + 43, a + 50, b + 49, 3)], "#ffffff", alpha=220)
    c.paint(("r", 716, 400, 854, 438, 10), "#e7b04a", "#d3922c")
    for k, yy in enumerate((170, 230, 290, 350, 410)):
        c.paint(("r", 480, yy, 660 - (k * 37) % 70, yy + 16, 6), mix("#35606a", "#ffffff", .25 + .1 * (k % 2)))
        c.paint(("e", 466, yy + 8, 6, 6), "#d98a34")
        c.paint(("r", 912, yy, 1130 - (k * 53) % 90, yy + 16, 6), mix("#35606a", "#ffffff", .3 + .1 * (k % 2)))
    c.paint([("p", [(-9, 640), (1609, 640), (1609, 1009), (-9, 1009)])], "#b98d5c", "#7d5836", tex=.5)
    c.paint([("l", [(0, 642), (1600, 642)], 10)], "#8b623c")
    c.person(1196, 760, 420, shirt="#f0ebde", pants="#2d3d4c", hair="long", flip=True, arms=((.15, .6, .13, .45), (.19, .66, .27, .80)), light=(2, -1))

    def desk(y, xs, hh, sh):
        for i, x in enumerate(xs):
            col = sh[i % len(sh)]
            old = i % 2 == 0
            c.seated(x, y, hh, shirt=col, hairc="#8f8a86" if old else "#cfcac2", hair="bun" if i % 3 != 1 else "short", tilt=.02 * ((i % 3) - 1), chair="#6d4528")
    ys = 800
    c.paint([("p", [(120, ys - 70), (1100, ys - 70), (1130, ys - 30), (90, ys - 30)])], "#d3a873", "#b58552", tex=.5)
    c.paint([("p", [(90, ys - 30), (1130, ys - 30), (1130, ys + 30), (90, ys + 30)])], "#8c6038", "#6a4526", tex=.5)
    for x in (200, 420, 640, 860, 1030):
        c.paint(("r", x + 46, ys - 92, x + 70, ys - 52, 4), "#22303a")
        c.paint(("r", x + 48, ys - 89, x + 68, ys - 56, 2), "#d9f4f2", "#9ad7dc")
        c.glow(x + 58, ys - 72, 60, "#d9fbff", 90)
    desk(ys + 10, (190, 400, 620, 840, 1010), 205, ["#6b4f6f", "#3f6266", "#8a5a42", "#54688c", "#7a6a3c"])
    c.paint([("p", [(-10, 930), (1610, 930), (1610, 960), (-10, 960)])], "#d9b07c", "#b98a56", tex=.5)
    desk(1010, (80, 350, 660, 960, 1260, 1520), 285, ["#40586f", "#8a4a48", "#4f6a4a", "#6f5a86", "#9a7440", "#3f6468"])
    for x in (205, 505, 810, 1110, 1395):
        c.paint(("r", x - 22, 868, x + 22, 944, 7), "#1e2a33")
        c.paint(("r", x - 18, 874, x + 18, 938, 3), "#e6fbf8", "#9fdadf")
        c.glow(x, 900, 92, "#dffcff", 90)
    c.vignette(80, "#2a1606")
    return c.done()


@scene("loa-truyen-thanh-ban-mai", 2026)
def s_loa(name):
    c = C(name)
    c.sky((0., "#5f86a6"), (.3, "#a9b9bd"), (.52, "#f2c9a0"), (.68, "#fbe2b8"), (1., "#fbe2b8"))
    c.clouds(170, "#f9e2c6", 9, 120, 90, 240, 560)
    c.sun(420, 470, 50, "#fff2cc", "#ffc984", 210)
    c.hills_far(["#a3a9b4", "#8495a3", "#657f8c", "#4c6b73"], y=470, dy=46, amp=110, mist="#fce3bd", a=170)
    c.hills_far(["#3b5a58"], key="n", y=660, amp=30, mist="#fbdfb6", a=120)
    for i in range(30):
        c.bush(c.r.uniform(-20, 1620), 716 + c.r.uniform(-8, 14), c.r.uniform(60, 110), c.r.uniform(44, 88), "#28483f", "#3f6652", "#8fa06a")
    for x, y, w, h in ((90, 726, 110, 62), (300, 718, 96, 54), (470, 730, 120, 66), (700, 720, 104, 58), (880, 732, 124, 66), (1270, 724, 110, 60), (1440, 734, 120, 66)):
        c.house(x, y, w, h, wall="#efdcb6", roofc=c.r.choice(["#b0654c", "#a05a48", "#b9704f"]), tiles=5, lit=x in (300, 880))
    c.mist(736, 90, "#fbe0b8", 150)
    for i in range(26):
        c.bush(c.r.uniform(-20, 1620), 836 + c.r.uniform(-14, 20), c.r.uniform(90, 150), c.r.uniform(70, 130), "#1d3a35", "#305446", "#7d9460")
    for x, y, w, h in ((-30, 872, 250, 140), (330, 892, 300, 164), (760, 880, 262, 146), (1270, 896, 300, 164)):
        c.house(x, y, w, h, wall="#efdcb6", roofc=c.r.choice(["#a44f38", "#8f4738", "#b25f40"]), tiles=9, lit=x in (330, 1270))
        for k in range(7):
            c.glow(x + w * .78 + k * 5, y - h * 1.05 - k * 26, 22 + k * 9, "#fff2d8", 62 - k * 6)
    for x, h in ((262, 250), (296, 210), (690, 270), (1090, 230), (1610, 250)):
        c.palm(x, 892, h, "#2d5244", trunk="#5b5142")
    c.mist(896, 80, "#fbe0b8", 110)
    for i in range(34):
        x = i * 50 + c.r.uniform(-20, 20)
        c.bush(x, 1010 + c.r.uniform(-30, 26), c.r.uniform(110, 190), c.r.uniform(80, 140), "#122a26", "#1f4238", "#55764a")
    # cột loa
    c.paint([("l", [(1190, 120), (1196, 1010)], 15)], "#c4b6a2", "#7b6f66", tex=.4, rim=(5, 0, 1.5, "#fff0cc", .8))
    c.paint([("l", [(1110, 196), (1276, 196)], 9)], "#7a6d62", "#564c46")

    def horn(x, y, sg, sc, ang=-.08):
        ca, sa = math.cos(ang), math.sin(ang)

        def P(u, v):
            u, v = u * sc, v * sc
            return (x + sg * (u * ca + v * sa), y + u * sa + v * ca)
        body = spline([P(0, -16), P(40, -20), P(90, -44), P(140, -86), P(140, 86), P(90, 44), P(40, 20), P(0, 16)], closed=True, n=6)
        c.paint([("p", body)], "#f1e9d8", "#8f8a86", tex=.15, rim=(-sg * 6, 5, 3, "#fff6de", .9))
        q = [P(140 + 26 * math.cos(t) * .9, 92 * math.sin(t)) for t in [i * math.tau / 40 for i in range(40)]]
        c.paint([("p", q)], "#fdf3dc", "#c9bfae")
        q = [P(141 + 21 * math.cos(t) * .9, 78 * math.sin(t)) for t in [i * math.tau / 40 for i in range(40)]]
        c.paint([("p", q)], "#5a5654", "#a39a8c")
        q = [P(142 + 8 * math.cos(t), 26 * math.sin(t)) for t in [i * math.tau / 40 for i in range(40)]]
        c.paint([("p", q)], "#d9cdb6", "#8e8577")
        c.paint([("p", [P(-46, -25), P(2, -20), P(2, 20), P(-46, 25)])], "#8b8580", "#57524e", rim=(3, 3, 2, "#fff0cc", .6))
    for k in range(4):
        r = 70 + k * 46
        c.d.arc([(955 - r) * S, (200 - r) * S, (955 + r) * S, (200 + r) * S], 145, 222, fill=al("#fffaf0", 150 - k * 32), width=int(5 * S - k * 2))
    horn(1160, 196, -1, 1.12, .1)
    horn(1222, 250, 1, 1.0, .1)
    c.paint(("r", 1168, 330, 1224, 402, 6), "#d9d2c4", "#9a9288", rim=(4, 0, 2, "#fff6de", .8))
    c.paint(("e", 1196, 352, 5, 5), "#4f9a5a")
    c.paint([("l", [(1194, 120), (1194, 66)], 3)], "#7b6f66")
    c.paint([("l", [(1180, 76), (1210, 76)], 2.4), ("l", [(1184, 90), (1208, 90)], 2.4)], "#7b6f66")
    for x, y, s in ((600, 250, 20), (660, 226, 16), (706, 258, 13), (540, 226, 12), (760, 212, 10)):
        c.bird(x, y, s, "#54626c")
    c.vignette(70, "#1a1a24")
    return c.done()


@scene("cau-van-moi", 2026)
def s_cau(name):
    c = C(name)
    c.sky((0., "#7fb0c2"), (.3, "#c5dcd6"), (.5, "#f6efd4"), (1., "#f6efd4"))
    c.clouds(140, "#ffffff", 8, 120, 70, 240, 560)
    c.hills_far(["#a6c1c4", "#86aaa8", "#66948a", "#4c7f6b"], y=360, dy=46, amp=92, mist="#f2f2dc", a=150)
    c.hills_far(["#3f7052"], key="n", y=548, amp=20)
    for x in range(-10, 1620, 42):
        if x < 420 or x > 1130:
            c.tree(x + c.r.uniform(-18, 18), 590, c.r.uniform(60, 130), "#24513a", "#3f7849", "#93b35c")
    for x in (40, 70, 1500, 1536):
        c.bamboo(x, 600, 190, 7, "#5f8a4a", "#6f9c50", 50, .25)
    c.house(1250, 588, 130, 78, roofc="#a9533a")
    c.house(180, 588, 120, 72, roofc="#b0603f")
    # cầu: vòm cong, mặt cầu
    def deck(x):
        return 548 - 58 * math.sin(math.pi * (x + 60) / 1720)
    for px in (330, 640, 960, 1270):
        c.paint([("p", [(px - 22, deck(px) + 24), (px + 22, deck(px) + 24), (px + 28, 700), (px - 28, 700)])], "#d9d4c4", "#8f9490", tex=.35, rim=(5, 0, 2, "#fffbe8", .6))
        c.paint(("r", px - 44, deck(px) + 18, px + 44, deck(px) + 40, 5), "#cfcaba", "#9a9a90", tex=.3)
    spans = [(30, 330), (330, 640), (640, 960), (960, 1270), (1270, 1580)]
    for a, b in spans:
        pts = [(a + (b - a) * t, deck(a + (b - a) * t) + 18 + 34 * abs(2 * t - 1) ** 2.2) for t in [i / 24 for i in range(25)]]
        c.paint([("p", [(x, deck(x)) for x, _ in pts] + pts[::-1])], "#dcd6c4", "#a4a59a", tex=.3)
    top = [(x, deck(x)) for x in range(-20, 1630, 10)]
    c.paint([("p", [(x, y - 5) for x, y in top] + [(x, y + 12) for x, y in top[::-1]])], "#f0ead6", "#b5b3a4", tex=.3)
    c.water(640, "#a9cdc4", "#3f7d7c", .55, 1.0, "#f6fff4", 200)
    for px in (330, 640, 960, 1270):
        c.d.ellipse([(px - 60) * S, 695 * S, (px + 60) * S, 707 * S], fill=al("#eafaf2", 90))
    people = [(300, 120, dict(rider=1, hat="non", shirt="#7d4f6a", flip=False, basket="#b58a4c")), (520, 122, dict(rider=1, shirt="#f0ece0", hair="long", flip=False)), (610, 120, dict(rider=1, shirt="#f0ece0", hair="short", flip=False)),
              (1060, 122, dict(rider=1, shirt="#3f6b86", hat="non", flip=True))]
    for x, h, kw in people:
        c.bike(x, deck(x) - 3, h, **kw)
    c.person(800, deck(800) - 2, 108, shirt="#8a5a3c", hair="short", hat="mu", hatc="#4a5a4a")
    c.person(838, deck(838) - 2, 100, shirt="#b0504a", hair="bun", hat="non", flip=True)
    c.carry(1230, deck(1230) - 2, 106, "#4f6a58", load="#8fae4a")
    for off, wd in ((-44, 5), (-24, 3)):
        c.paint([("l", [(x, y + off) for x, y in top], wd)], "#f6f1e2", "#cfc9b8")
    for x in range(-10, 1620, 34):
        c.paint(("r", x - 2.5, deck(x) - 46, x + 2.5, deck(x) - 2, 1), "#f3eede", "#c2bcab")
    for x in (150, 480, 800 - 10, 1120, 1440):
        c.paint([("l", [(x, deck(x)), (x, deck(x) - 150), (x + 8, deck(x) - 162), (x + 34, deck(x) - 166)], 4)], "#8b9490", "#6d7672")
        c.paint(("r", x + 26, deck(x) - 171, x + 54, deck(x) - 163, 3), "#e9e6da")
    c.boat(430, 800, 200, "#4b3a2c", "#d9b98a")
    c.person(500, 790, 108, shirt="#4f6a72", hat="non", arms=((.17, .64, .2, .56), (.19, .64, .22, .56)), flip=True, lean=-.06, shadow=False)
    c.paint([("l", [(470, 712), (548, 868)], 3)], "#6a4c30")
    for i in range(3):
        c.mist(650 + i * 26, 44, "#f6f6e6", 70)
    for x0, x1 in ((-20, 460), (1150, 1620)):
        c.grass(x0, x1, lambda x: 1012, 150, ["#2c5a34", "#4a7a3c", "#86a348", "#b9c25e"], 230, .3, 3.2)
        for _ in range(60):
            c.dabs(c.r.uniform(x0, x1), c.r.uniform(900, 990), 8, 8, 3, ["#f6d35a", "#fff3c8", "#e88a4a"], (2.5, 5), 240)
    c.vignette(50, "#0c2420")
    return c.done()


@scene("doi-che-som", 2026)
def s_che(name):
    c = C(name)
    c.sky((0., "#8db7bb"), (.25, "#d3e0cc"), (.42, "#fbf0cf"), (1., "#fbf0cf"))
    c.sun(330, 250, 44, "#fff8dc", "#ffe7a6", 200)
    c.clouds(130, "#ffffff", 5, 110, 50)
    c.hills_far(["#a9c3b8", "#88ad9d", "#659480"], y=330, dy=56, amp=90, mist="#f8f3da", a=170)

    def hill(fn, c1, c2, n, key, gap0, gap1, size0, size1, dark, mid, light):
        c.ridge(0, 8, c1, c2, key, fn=fn, depth=420, tex=.4)
        for i in range(n):
            t = i / (n - 1)
            off = gap0 * i + gap1 * i * i
            sz = size0 + (size1 - size0) * t
            dk, pr, hi = [], [], []
            x = -30 + (i % 2) * sz * .8
            while x < W + 40:
                y = fn(x) + off + 10 + 5 * math.sin(x / 90 + i)
                if y < H + 60:
                    k = sz * c.r.uniform(.85, 1.2)
                    dk.append(("e", x, y + k * .42, k * 1.2, k * .62))
                    pr.append(("e", x, y, k * 1.1, k * .66))
                    hi.append(("e", x - k * .15, y - k * .22, k * .78, k * .34))
                x += sz * 1.45
            if pr:
                c.paint(dk, mix(dark, "#05180e", .35), alpha=210, blur=.8)
                c.paint(pr, mid, dark, tex=.5)
                c.paint(hi, light, mid, tex=.4, blur=1)
                for e in hi:
                    c.dabs(e[1], e[2], e[3], e[4], max(2, int(sz * .55)), [light, mix(light, "#fffbd0", .5), mid], (max(1, sz * .06), max(1.6, sz * .13)), 190)
    hill(lambda x: 520 - 90 * math.exp(-((x - 1180) / 420) ** 2) + 14 * math.sin(x / 160), "#6d9a6a", "#4f8256", 13, "a", 8.5, .75, 6, 13, "#2f6a4a", "#4f8c55", "#a9c872")
    c.mist(610, 90, "#f8f3da", 110)
    for x, h in ((1240, 96), (1290, 80), (1190, 72)):
        c.tree(x, 452, h, "#2c5c42", "#4b8055", "#a0bb6c")
    c.house(1040, 470, 84, 50, roofc="#ad5a3e", tiles=5)
    hill(lambda x: 640 - 120 * math.exp(-((x - 260) / 460) ** 2) + 46 * math.exp(-((x - 1000) / 300) ** 2), "#5c9058", "#3f7446", 11, "b", 16, 1.5, 12, 27, "#1f5a3c", "#3f8048", "#b1cf6a")
    for x, y, h, s in ((300, 628, 98, "#8a4f6f"), (392, 640, 100, "#3f6b86"), (600, 690, 104, "#a5563f")):
        c.person(x, y, h, shirt=s, hat="non", hair="bun", arms=((.18, .6, .24, .52), (.2, .62, .26, .52)), lean=.07, shadow=False)
        c.paint([("p", spline([(x - h * .2, y - h * .72), (x - h * .24, y - h * .4), (x - h * .08, y - h * .4), (x - h * .1, y - h * .72)], n=4))], "#c39a5e", "#86622f", tex=.8)
        for q in range(6):
            c.bush(x - 60 + q * 24, y + 12, 40, 34, "#1f5a3c", "#3f8048", "#b1cf6a")
    hill(lambda x: 800 + 60 * math.sin((x + 200) / 420), "#3f7c46", "#2a5e38", 5, "d", 38, 8, 30, 52, "#14472f", "#2f7040", "#a8cb60")
    for x, y, h, s, fl in ((1120, 872, 250, "#7a4a78", True), (1330, 900, 268, "#c9b58a", False)):
        c.person(x, y, h, shirt=s, pants="#2b2f33", hat="non", hair="bun", flip=fl, arms=((.2, .62, .27, .52), (.19, .6, .24, .5)), lean=.05, shadow=False)
        k = -1 if fl else 1
        c.paint([("p", spline([(x - k * h * .16, y - h * .76), (x - k * h * .27, y - h * .46), (x - k * h * .06, y - h * .44), (x - k * h * .06, y - h * .76)], n=4))], "#d2a968", "#86622f", tex=.9)
        c.dabs(x - k * h * .14, y - h * .77, h * .07, h * .03, 26, ["#6f9a46", "#9cc060", "#3f7a3c"], (3, 6), 240)
    for q in range(16):
        c.bush(1010 + q * 34, 910 + 30 * math.sin(q), 110, 90, "#14472f", "#2f7040", "#a8cb60")
    for i in range(13):
        c.bush(-40 + i * 140, 1050, 230, 130, "#0f3a26", "#27643a", "#98bf58")
    c.vignette(50, "#0a2014")
    return c.done()


@scene("dan-ong-doi-tram", 2026)
def s_ong(name):
    c = C(name)
    c.sky((0., "#9cc4c8"), (.35, "#f3ebc8"), (1., "#f6e7b8"))
    c.glow(1200, 140, 700, "#fff3c0", 170)
    c.hills_far(["#b0c8b4", "#93b596", "#739d77"], y=330, dy=60, amp=90, mist="#f9f1d0", a=150)
    c.ridge(0, 10, "#a9bf62", "#5f8a42", "g", fn=lambda x: 540 - 70 * math.sin((x - 100) / 520), depth=460, tex=.6)
    for x, y, h in ((120, 560, 330), (420, 520, 260), (1420, 600, 380), (1180, 560, 270), (820, 520, 200)):
        c.tree(x, y, h, "#3d6a3a", "#6a944a", "#c9d27a", trunk="#6a4a34", spread=.5)
        c.dabs(x, y - h * .68, h * .46, h * .32, int(h * 1.5), ["#fff6d8", "#fbe6a8", "#f6d98a"], (2.5, 5), 235)
        c.glow(x, y - h * .68, h * .6, "#fff4c4", 60)
    for k in range(900):
        x = c.r.uniform(0, W)
        y = c.r.uniform(560, 1000)
        s = 1.5 + (y - 560) / 190
        c.d.line([(x * S, y * S), ((x + c.r.uniform(-3, 3)) * S, (y - 7 * s) * S)], fill=al(c.r.choice(["#dbe08a", "#48713a", "#8aa84e"]), 150), width=int(1 + s))

    def hive(x, y, w, col):
        c.paint(("e", x + w * .1, y + w * .04, w * .72, w * .12), "#1d2a10", alpha=110, blur=5)
        for lx in (-.4, .4):
            c.paint(("r", x + w * lx - w * .04, y - w * .16, x + w * lx + w * .04, y + w * .02, 1), "#6a4a30")
        c.paint(("r", x - w * .5, y - w * .62, x + w * .5, y - w * .12, 3), mix(col, "#fff6d8", .35), mix(col, "#3a1c08", .2), tex=.45, rim=(-w * .03, w * .01, 2, "#fffbe6", .6))
        for q in (.3, .47):
            c.d.line([((x - w * .5) * S, (y - w * q) * S), ((x + w * .5) * S, (y - w * q) * S)], fill=al("#4a2c12", 70), width=3)
        c.paint(("r", x - w * .57, y - w * .71, x + w * .57, y - w * .60, 3), "#b9b6ac", "#84827a", rim=(0, w * .03, 2, "#ffffff", .7))
        c.paint(("r", x - w * .2, y - w * .2, x + w * .2, y - w * .15, 2), "#3a2412")
        c.paint([("p", [(x - w * .26, y - w * .14), (x + w * .26, y - w * .14), (x + w * .32, y - w * .09), (x - w * .32, y - w * .09)])], "#d9b888", "#a9814e")
        for _ in range(16):
            c.paint(("e", x + c.r.gauss(0, w * .3), y - c.r.uniform(.05, .6) * w, 2.6, 1.8), "#3a2408")
    cols = ["#e2b04a", "#7fa7a4", "#d98a52", "#e9d9a8", "#9bb068"]
    for i in range(7):
        hive(330 + i * 132, 640 + 14 * math.sin(i), 76, cols[i % 5])
    for i in range(6):
        hive(190 + i * 196, 770 + 12 * math.sin(i * 2), 112, cols[(i + 2) % 5])
    for i, x in enumerate((100, 1130, 1440)):
        hive(x, 946, 176, cols[(i + 1) % 5])

    def keeper(x, y, h, flip):
        k = -1 if flip else 1
        c.person(x, y, h, shirt="#f0ead8", pants="#d9d0b8", hat=None, hair="back", flip=flip, arms=((.2, .66, .26, .58), (.2, .66, .28, .6)), light=(2, -1), coat=.4)
        c.paint([("p", spline([(x - .13 * h, y - .955 * h), (x - .11 * h, y - .80 * h), (x, y - .77 * h), (x + .11 * h, y - .80 * h), (x + .13 * h, y - .955 * h)], n=5))], "#3a3a34", alpha=130)
        c.paint([("e", x, y - .955 * h, .17 * h, .03 * h), ("p", spline([(x - .08 * h, y - .955 * h), (x - .06 * h, y - 1.01 * h), (x, y - 1.03 * h), (x + .06 * h, y - 1.01 * h), (x + .08 * h, y - .955 * h)], n=5))], "#efe0b4", "#b9985c", tex=.3)
        fx, fy = x + k * .42 * h, y - .6 * h
        c.paint(("r", fx - .15 * h, fy - .1 * h, fx + .15 * h, fy + .1 * h, 3), "#7a5230", "#5a3a20")
        c.paint(("r", fx - .125 * h, fy - .075 * h, fx + .125 * h, fy + .078 * h, 2), "#f0b83a", "#c9821e", tex=.7)
        for a in range(7):
            for b in range(5):
                c.d.ellipse([(fx - .11 * h + a * .036 * h) * S, (fy - .062 * h + b * .028 * h) * S, (fx - .11 * h + a * .036 * h + .02 * h) * S, (fy - .062 * h + b * .028 * h + .02 * h) * S], outline=al("#8a5410", 200), width=2)
        c.paint([("p", [(fx - .17 * h, fy - .115 * h), (fx + .17 * h, fy - .115 * h), (fx + .17 * h, fy - .085 * h), (fx - .17 * h, fy - .085 * h)])], "#8a5e38")
    keeper(690, 958, 392, False)
    for _ in range(80):
        x, y = c.r.uniform(60, 1560), c.r.uniform(360, 930)
        s = .7 + max(0, y - 400) / 520
        c.paint([("e", x, y, 2.6 * s, 1.7 * s)], "#7a4e10", "#3a2206")
        c.d.ellipse([(x - 1 * s) * S, (y - 3.4 * s) * S, (x + 2.6 * s) * S, (y - 1 * s) * S], fill=al("#fffbe8", 170))
    for _ in range(200):
        c.dabs(c.r.uniform(0, W), c.r.uniform(900, 1000), 10, 6, 3, ["#fff6d8", "#f6d35a", "#f3a86a", "#ffffff"], (2.5, 5.5), 240)
    c.vignette(60, "#2a2408")
    return c.done()


@scene("to-det-luy-tre", 2026)
def s_det(name):
    c = C(name)
    c.sky((0., "#3a2a22"), (1., "#6a4a34"), tex=.5)
    for i in range(17):
        x = i * 100 + c.r.uniform(-4, 4)
        c.paint(("r", x, -9, x + 92, 700, 2), mix("#7d5a3e", "#2a1a12", c.r.uniform(.1, .45)), mix("#5a3e2a", "#2a1a12", .3), tex=.7)
    # cửa sổ sáng
    sub = C(name + "w")
    sub.sky((0., "#c9dccb"), (1., "#f6efcf"))
    for x in range(0, 1600, 110):
        sub.bamboo(x, 1010, sub.r.uniform(700, 900), 4, "#6a8a48", "#86a850", 90, .16)
    sub.wash("#fff6d0", .28)
    c.im.paste(sub.im.resize((520 * S, 420 * S)), (80 * S, 70 * S))
    for x in range(80, 601, 65):
        c.paint(("r", x - 4, 66, x + 4, 494, 1), "#5a3a22", "#3a2414")
    for f in ((66, 58, 614, 76), (66, 484, 614, 508)):
        c.paint(("r", *f, 2), "#80582f", "#553819", tex=.5)
    c.paint([("p", [(80, 76), (600, 76), (1240, 1010), (330, 1010)])], "#ffeec0", alpha=46, blur=26)
    c.paint([("p", [(-9, 760), (1609, 760), (1609, 1009), (-9, 1009)])], "#a37a52", "#5a3e28", tex=.6)
    # vải treo
    pal = ["#23395d", "#a33a2c", "#e9dcb8", "#d59a3a", "#2f6a5f"]

    def cloth(x0, y0, w, h, order, seed):
        r = random.Random(seed)
        yy = y0
        n = 0
        c.paint(("r", x0 + 12, y0 + 8, x0 + w + 16, y0 + h + 10, 2), "#120a06", alpha=120, blur=8)
        c.paint(("r", x0, y0, x0 + w, y0 + h, 0), order[0], tex=.4)
        while yy < y0 + h - 4:
            kind = n % 5
            bh = (16, 46, 10, 60, 8)[kind]
            bh = min(bh, y0 + h - yy)
            a, b = order[n % len(order)], order[(n + 2) % len(order)]
            c.paint(("r", x0, yy, x0 + w, yy + bh, 0), a, mix(a, "#000000", .12), tex=.5)
            if kind == 1 and bh > 30:
                s = bh * .5
                for k in range(int(w / (2 * s)) + 1):
                    cx = x0 + (k + .5) * w / round(w / (2 * s))
                    if cx > x0 + w:
                        break
                    for q, cc in ((.92, b), (.6, order[(n + 3) % len(order)]), (.28, a)):
                        c.paint([("p", [(cx - s * q, yy + bh / 2), (cx, yy + bh / 2 - s * q), (cx + s * q, yy + bh / 2), (cx, yy + bh / 2 + s * q)])], cc, tex=.4)
            elif kind == 3 and bh > 40:
                m = 8
                st = w / m
                for k in range(m):
                    cx = x0 + (k + .5) * st
                    for q in range(3):
                        pts = [(cx - st * .5, yy + bh * (.95 - q * .26)), (cx, yy + bh * (.45 - q * .26) + 8), (cx + st * .5, yy + bh * (.95 - q * .26))]
                        c.paint([("l", pts, 5)], (b, order[(n + 1) % len(order)], order[(n + 3) % len(order)])[q])
            else:
                for k in range(int(w / 14)):
                    c.paint(("r", x0 + k * 14 + 3, yy + bh * .3, x0 + k * 14 + 9, yy + bh * .7, 0), b)
            yy += bh
            n += 1
        m = Image.new("L", (int(w * S), int(h * S)), 0)
        d = ImageDraw.Draw(m)
        for y in range(0, m.height, 5):
            d.line([(0, y), (m.width, y)], fill=26, width=2)
        for x in range(0, m.width, 6):
            d.line([(x, 0), (x, m.height)], fill=18, width=2)
        c.im.paste((10, 5, 0), (int(x0 * S), int(y0 * S)), m)
        for q in range(5):
            c.paint(("r", x0 + w * (q + .3) / 5, y0, x0 + w * (q + .62) / 5, y0 + h, 0), "#1a0c06", alpha=34, blur=9)
            c.paint(("r", x0 + w * (q + .78) / 5, y0, x0 + w * (q + .92) / 5, y0 + h, 0), "#fff3d0", alpha=34, blur=7)
        for k in range(int(w / 7)):
            x = x0 + 3 + k * 7
            c.d.line([(x * S, (y0 + h) * S), ((x + r.uniform(-3, 3)) * S, (y0 + h + r.uniform(18, 26)) * S)], fill=al(r.choice(order), 255), width=3)
    c.paint([("l", [(660, 92), (1640, 84)], 13)], "#c09a5c", "#7d5c30", tex=.4)
    for x in (760, 930, 1090, 1300, 1500):
        c.paint(("r", x - 4, 80, x + 2, 98, 1), "#7d5c30")
    cloth(690, 92, 250, 500, pal, 1)
    cloth(980, 90, 230, 430, ["#a33a2c", "#e9dcb8", "#23395d", "#2f6a5f", "#d59a3a"], 2)
    cloth(1250, 88, 270, 540, ["#2f6a5f", "#d59a3a", "#e9dcb8", "#23395d", "#a33a2c"], 3)
    # khung cửi
    wood = "#9a6a3c"
    for x in (150, 700):
        c.paint(("r", x, 380, x + 30, 930, 3), mix(wood, "#ffe0a8", .2), mix(wood, "#2a1408", .3), tex=.6)
    for x0, y0, x1, y1 in ((130, 400, 750, 424), (140, 830, 750, 856)):
        c.paint(("r", x0, y0, x1, y1, 3), mix(wood, "#ffe0a8", .3), mix(wood, "#2a1408", .2), tex=.6)
    for k in range(86):
        x = 190 + k * 5.9
        c.d.line([(x * S, 424 * S), (x * S, 680 * S)], fill=al(mix("#f3e8cc", pal[k % 5] if 20 < k % 43 < 24 else "#f3e8cc", .8), 225), width=3)
    c.paint(("r", 176, 520, 712, 536, 3), "#c9965a", "#85592e", tex=.5)
    c.paint(("r", 176, 600, 712, 612, 3), "#c9965a", "#85592e", tex=.5)
    cloth(190, 640, 508, 196, ["#23395d", "#e9dcb8", "#a33a2c", "#d59a3a", "#2f6a5f"], 4)
    c.paint(("r", 168, 824, 722, 862, 12), "#b98650", "#6e4622", tex=.6)
    c.paint([("p", spline([(420, 628), (470, 614), (560, 616), (610, 630), (560, 640), (470, 640)], closed=True, n=6))], "#d9a868", "#8e5e30", tex=.4)
    c.paint(("r", 486, 622, 550, 633, 5), "#a33a2c")
    # người dệt nhìn từ sau
    c.seated(450, 1010, 330, shirt="#2b3f63", hair="bun", chair=None, hairc="#1c1412")
    c.paint([("l", spline([(345, 830), (300, 760), (352, 690)], n=6), 44)], "#2b3f63", "#1f2d48", tex=.3)
    c.paint([("l", spline([(555, 830), (604, 750), (566, 662)], n=6), 44)], "#2b3f63", "#1f2d48", tex=.3)
    c.paint([("e", 360, 680, 20, 20), ("e", 562, 654, 20, 20)], "#b98563")
    # giỏ sợi
    for i, (x, y, col) in enumerate(((930, 860, "#a33a2c"), (1010, 868, "#d59a3a"), (1086, 862, "#23395d"), (970, 820, "#e9dcb8"), (1050, 822, "#2f6a5f"))):
        c.paint([("e", x, y, 46, 43)], mix(col, "#ffffff", .25), mix(col, "#000000", .3), tex=.5)
        for q in range(9):
            c.d.arc([(x - 46 + q * 3) * S, (y - 43 + q * 2) * S, (x + 46 - q * 5) * S, (y + 43 - q * 5) * S], 20 + q * 30, 150 + q * 34, fill=al(mix(col, "#ffffff", .45), 120), width=3)
    c.paint([("p", spline([(850, 858), (880, 960), (1140, 960), (1170, 858)], n=6))], "#c79a5c", "#7a5428", tex=.9)
    for q in range(12):
        c.d.line([((858 + q * 26) * S, 862 * S), ((884 + q * 22) * S, 956 * S)], fill=al("#4a2f14", 110), width=5)
    c.vignette(120, "#140a04")
    return c.done()


@scene("hoi-nghi-truc-tuyen", 2026)
def s_hoinghi(name):
    c = C(name)
    c.sky((0., "#e6dcc4"), (1., "#cdbb98"), tex=.2)
    for i in range(28):
        x = i * 60
        if x < 230 or x > 1310:
            c.paint(("r", x, 0, x + 60, 640, 0), stops=[(0, "#8a2f2c"), (1, "#6d2325")])
            c.paint(("r", x + 12, 0, x + 28, 640, 0), "#b0493f", alpha=150, blur=5)
            c.paint(("r", x + 42, 0, x + 56, 640, 0), "#3f1214", alpha=150, blur=5)
    c.paint(("r", 290, 52, 1310, 560, 14), "#20262e", "#15191f")
    c.paint(("r", 306, 68, 1294, 544, 4), "#0f1a22")
    r = c.r
    for k in range(9):
        cx, cy = k % 3, k // 3
        x0, y0 = 312 + cx * 328, 74 + cy * 157
        x1, y1 = x0 + 320, y0 + 150
        wall = ["#d9d2ba", "#bccdc9", "#e3cfb0", "#c9d3b8", "#cfc4d2", "#d6cbb4", "#b9c9d6", "#dccbb9", "#c3cfc0"][k]
        c.paint(("r", x0, y0, x1, y1, 2), mix(wall, "#ffffff", .2), mix(wall, "#5a4632", .25), tex=.15)
        c.paint(("r", x0 + 16 + (k * 31) % 150, y0 + 14, x0 + 96 + (k * 31) % 150, y0 + 62, 2), mix("#5d8a8a", "#f6efd6", .5), mix("#6d9a70", "#f6efd6", .3))
        m = 1 if k == 4 else 2 + (k * 7) % 3
        for q in range(m):
            px = x0 + 320 * (q + .5) / m
            hh = 118 if m == 1 else 82 if m == 2 else 70
            sc = r.choice(["#4a6076", "#7a5a4a", "#56705f", "#8a4a48", "#efe9da", "#5d5478"])
            yb = y1 - 22
            c.paint([("p", spline([(px - hh * .1, yb - hh * .52), (px - hh * .36, yb - hh * .42), (px - hh * .42, yb + 2), (px + hh * .42, yb + 2), (px + hh * .36, yb - hh * .42), (px + hh * .1, yb - hh * .52)], n=6))], mix(sc, "#fff0c8", .2), mix(sc, "#000000", .15))
            c.paint([("e", px, yb - hh * .7, hh * .145, hh * .18)], "#c4946e", "#a9775a")
            c.paint([("p", spline([(px - hh * .16, yb - hh * .68), (px - hh * .15, yb - hh * .86), (px, yb - hh * .93), (px + hh * .15, yb - hh * .86), (px + hh * .16, yb - hh * .68), (px + hh * .08, yb - hh * .8), (px - hh * .09, yb - hh * .8)], closed=True, n=4))], "#2a211d")
        c.paint([("p", [(x0, y1 - 24), (x1, y1 - 24), (x1, y1), (x0, y1)])], "#8a5e3a", "#6a4428", tex=.3)
        c.paint(("r", x0 + 6, y1 - 16, x0 + 76, y1 - 5, 3), "#10202a", alpha=150)
        c.paint(("r", x0 + 12, y1 - 12, x0 + 58, y1 - 9, 1), "#ffffff", alpha=220)
        if k == 4:
            c.d.rectangle([x0 * S, y0 * S, x1 * S, y1 * S], outline=al("#e8b54a", 255), width=8)
    c.glow(800, 300, 700, "#e9f6f6", 50, 420)
    c.paint([("p", [(-9, 640), (1609, 640), (1609, 1009), (-9, 1009)])], "#a98058", "#6d4a30", tex=.4)
    # bục và người chủ trì
    for k in range(30):
        c.canopy(1430 + c.r.uniform(-46, 46), 560 + c.r.uniform(-20, 30), 26, 22, "#1f4a30", "#3a7040", "#8fb35c") if k < 8 else None
    c.paint([("p", [(1396, 590), (1464, 590), (1454, 668), (1406, 668)])], "#b98a5c", "#7a5230")
    c.person(190, 742, 350, shirt="#39506b", pants="#242b36", hair="short", arms=((.18, .62, .14, .56), (.2, .62, .22, .66)), shadow=False)
    c.paint([("p", [(70, 610), (300, 610), (318, 628), (52, 628)])], "#d9ae78", "#b98a56", tex=.4)
    c.paint([("p", [(64, 626), (306, 626), (284, 800), (86, 800)])], "#8e5c34", "#5e3a20", tex=.6)
    c.paint([("l", spline([(236, 612), (240, 570), (222, 548)], n=6), 4)], "#2a2a2e")
    c.paint(("e", 221, 545, 8, 6), "#1a1a1e")
    c.dabs(130, 600, 46, 14, 60, ["#e0663f", "#f2c14e", "#f6efdc", "#4f7a46"], (4, 8), 250)

    def row(y, hh, xs, seed):
        rr = random.Random(seed)
        c.paint([("p", [(-20, y - hh * .40), (1620, y - hh * .40), (1620, y - hh * .30), (-20, y - hh * .30)])], "#c9986a", "#a5774a", tex=.5)
        c.paint([("p", [(-20, y - hh * .30), (1620, y - hh * .30), (1620, y + hh * .1), (-20, y + hh * .1)])], "#80542f", "#5a381e", tex=.5)
        for x in xs:
            c.paint(("r", x + hh * .34, y - hh * .50, x + hh * .56, y - hh * .37, 1), "#fbf8ee", "#e0d9c6")
            c.paint(("r", x - hh * .50, y - hh * .52, x - hh * .44, y - hh * .36, 2), "#cfe3e6", "#9fc0c6", alpha=220)
            c.seated(x, y, hh, shirt=rr.choice(["#3f566e", "#6a4a48", "#eee8d8", "#4d6a56", "#e6e0d2", "#5a4f72", "#8a6a44", "#34495c"]), hair=rr.choice(["short", "short", "bun", "long"]), hairc=rr.choice(["#231a17", "#2c2320", "#6a6560"]), chair="#6b3f28")
    row(770, 150, [380 + i * 130 for i in range(8)], 2)
    row(880, 205, [120 + i * 196 for i in range(8)], 5)
    row(1016, 285, [20 + i * 262 for i in range(7)], 7)
    c.vignette(110, "#160c06")
    return c.done()


@scene("dem-hoi-trang-ram", 2026)
def s_trang(name):
    c = C(name)
    c.sky((0., "#0e1b3c"), (.4, "#22386a"), (.62, "#5a5a8a"), (1., "#5a5a8a"))
    for _ in range(150):
        x, y = c.r.uniform(0, W), c.r.uniform(0, 480)
        k = c.r.choice([2, 2, 3, 4])
        c.d.ellipse([x * S, y * S, x * S + k, y * S + k], fill=al("#fff6d8", c.r.uniform(50, 220)))
    c.glow(1120, 210, 620, "#f6e2a8", 150)
    c.paint(("e", 1120, 210, 112, 112), "#fff7d6", "#f3dd98", blur=.8)
    for x, y, rr in ((1090, 180, 30), (1150, 230, 22), (1110, 258, 16), (1160, 170, 12)):
        c.paint(("e", x, y, rr, rr * .85), "#e6cc86", alpha=110, blur=5)
    c.clouds(300, "#8f8fb8", 6, 80, 60, 300, 640)
    c.hills_far(["#3d4a78", "#2f3d68", "#233056"], y=540, dy=48, amp=80, mist="#6a6a9a", a=80)
    for x in list(range(-10, 360, 60)) + list(range(1330, 1640, 60)):
        c.bush(x, 730, 150, c.r.uniform(110, 210), "#0f1a34", "#1a294a", "#33466a")
    c.dinh(800, 730, 430, 250, wood="#5a2f20", roofc="#4a2a38", lit=True)
    c.glow(800, 680, 420, "#ffb85a", 130, 160)
    c.paint([("p", [(-9, 722), (1609, 722), (1609, 1009), (-9, 1009)])], "#4a4262", "#1c1c36", tex=.5)
    c.glow(800, 790, 760, "#ffa94a", 110, 170)
    # cành tre, dây đèn
    cols = ["#d9432f", "#e88a2c", "#e2b53a", "#c23a52", "#4f9a78"]
    for (x0, y0, x1, y1, sag, n) in ((-40, 150, 760, 330, 70, 7), (700, 340, 1660, 300, 110, 8), (-40, 390, 620, 470, 40, 6)):
        pts = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t)) for t in [i / 40 for i in range(41)]]
        c.paint([("l", pts, 2)], "#1a1424")
        for i in range(n):
            t = (i + .5) / n
            c.lantern(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag * 4 * t * (1 - t) + 52 + 10 * (i % 2), 27 + 6 * ((i * 7) % 3), cols[i % 5])

    def carp(x, y, s, col):
        c.glow(x, y, s * 3.2, "#ffcf7a", 170)
        c.paint([("p", spline([(x - s, y), (x - s * .4, y - s * .46), (x + s * .4, y - s * .34), (x + s * .86, y), (x + s * .4, y + s * .32), (x - s * .4, y + s * .42)], closed=True, n=8)), ("p", spline([(x + s * .7, y), (x + s * 1.35, y - s * .5), (x + s * 1.15, y), (x + s * 1.35, y + s * .5)], closed=True, n=4))], mix(col, "#fff2b0", .65), col)
        for q in range(5):
            c.d.arc([(x - s * .5 + q * s * .24) * S, (y - s * .3) * S, (x - s * .1 + q * s * .24) * S, (y + s * .3) * S], 90, 270, fill=al(mix(col, "#5a1408", .4), 170), width=5)
        c.paint(("e", x - s * .62, y - s * .1, s * .09, s * .09), "#fffbe8")
        c.paint(("e", x - s * .63, y - s * .1, s * .045, s * .045), "#2a1008")
    kids = [(150, 890, 190, "#c9503c"), (300, 930, 206, "#3f6f9a"), (470, 900, 186, "#d99a3a"), (640, 950, 214, "#7a5a9a"), (860, 915, 196, "#4f8a70"), (1030, 950, 212, "#b8485a"), (1210, 905, 190, "#d9a24a"), (1380, 940, 210, "#4a7aa0"), (1510, 900, 186, "#a5563f")]
    for i, (x, y, h, col) in enumerate(kids):
        fl = x > 800
        k = -1 if fl else 1
        hx, hy = x + k * h * .34, y - h * .80
        c.person(x, y, h, shirt=mix(col, "#1a1a3a", .15), pants="#1a1a30", hair=["short", "bun", "long"][i % 3], flip=fl, arms=((.15, .62, .14, .5), (.19, .7, .25, .78)), light=(2 if not fl else -2, -.5))
        c.paint([("l", [(x + k * h * .23, y - h * .76), (hx + k * h * .12, hy - h * .34)], 3)], "#8a6238")
        lx, ly = hx + k * h * .12, hy - h * .34
        if i % 3 == 1:
            carp(lx, ly + h * .2, h * .16, cols[i % 5])
        else:
            c.lantern(lx, ly + h * .24, h * .12, cols[(i * 2) % 5])
    c.grass(-20, 1620, 1012, 40, ["#10142a", "#1c2040", "#2a2a4a"], 300, .3, 2)
    c.vignette(110, "#050818")
    return c.done()


@scene("trong-cay-dau-xuan", 2026)
def s_trongcay(name):
    c = C(name)
    c.sky((0., "#b9c9c4"), (.4, "#e3e6d6"), (1., "#eef0dc"))
    c.glow(520, 160, 560, "#fffbe6", 130)
    c.hills_far(["#bccdc4", "#9dbaa8", "#7ba38a"], y=300, dy=64, amp=96, mist="#eef1e0", a=190)
    c.ridge(0, 8, "#9dbb6a", "#6d9a50", "b", fn=lambda x: 520 - 70 * math.sin((x + 240) / 470), depth=320, tex=.5)
    for x in range(0, 1600, 58):
        y = 530 - 70 * math.sin((x + 240) / 470)
        c.tree(x, y + 8, c.r.uniform(34, 66), "#3f6f48", "#6a9a58", "#b9cf80")
    c.mist(560, 110, "#f0f3e4", 130)
    c.ridge(0, 8, "#b0bd68", "#5f8a44", "f", fn=lambda x: 660 + 46 * math.sin((x - 200) / 380), depth=420, tex=.6)

    def sap(x, y, h):
        c.paint(("e", x, y + 3, h * .34, h * .09), "#6a4528", "#8a6038", tex=.6)
        c.paint([("l", [(x + h * .12, y), (x + h * .10, y - h * .8)], max(1.5, h * .025))], "#b9935a")
        c.paint([("l", spline([(x, y), (x + h * .02, y - h * .5), (x - h * .01, y - h)]), max(2, h * .035))], "#6a4a30")
        for i in range(13):
            t = .35 + .65 * i / 12
            a = c.r.uniform(.2, .9)
            sg = 1 if i % 2 else -1
            l = h * c.r.uniform(.18, .3)
            px, py = x, y - h * t
            ex, ey = px + sg * math.cos(a) * l, py - math.sin(a) * l * .7
            mx, my = (px + ex) / 2, (py + ey) / 2
            c.paint([("p", spline([(px, py), (mx, my - l * .2), (ex, ey), (mx, my + l * .16)], closed=True, n=4))], mix("#a9cf5a", "#2f6a38", c.r.uniform(0, .6)))
    for row, (yy, hh, st) in enumerate(((690, 44, 120), (745, 62, 160), (825, 90, 230))):
        for k in range(-1, 15):
            x = k * st + row * 40 + c.r.uniform(-8, 8)
            if -30 < x < 1630:
                sap(x, yy + 40 * math.sin((x - 200) / 380), hh)
    for x, y, h, s in ((250, 742, 120, "#4a6f86"), (560, 790, 130, "#a5563f"), (1000, 720, 118, "#6a5a8a"), (1290, 736, 122, "#4f7a56")):
        c.person(x, y, h, shirt=s, hat="non" if x != 1000 else "mu", hatc="#e6cf98" if x != 1000 else "#4a6a4a", arms=((.17, .6, .22, .48), (.19, .6, .25, .48)), lean=.12, flip=x > 900)
    # tiền cảnh
    c.person(470, 962, 380, shirt="#3f6e84", pants="#2d3540", hat="non", hair="bun", arms=((.19, .63, .27, .54), (.19, .62, .30, .55)), lean=.06)
    c.paint([("l", [(588, 700), (660, 972)], 9)], "#a87a48", "#7a5430")
    c.paint([("p", spline([(640, 940), (690, 934), (700, 985), (668, 1000), (644, 984)], closed=True, n=5))], "#8f9498", "#5a6066")
    sap(760, 965, 250)
    c.paint(("e", 760, 972, 110, 24), "#5a3a22", "#8a6038", tex=.8)
    c.person(980, 972, 356, shirt="#f0ecdf", pants="#33475c", hair="short", flip=True, arms=((.19, .62, .26, .5), (.2, .64, .36, .58)), lean=.08, light=(2, -1))
    c.person(1130, 950, 262, shirt="#f0ecdf", pants="#33475c", hair="long", flip=True, arms=((.16, .6, .14, .46), (.18, .62, .2, .54)), scarf="#c23a2c", light=(2, -1))
    c.paint([("p", spline([(1128, 830), (1136, 910), (1216, 910), (1226, 830)], n=5))], "#7fa0a8", "#4a6a74", tex=.3)
    c.paint([("l", [(1220, 850), (1270, 812)], 8)], "#5a7a84")
    c.paint([("l", spline([(1130, 832), (1176, 790), (1224, 832)]), 4)], "#4a6a74")
    for i in range(26):
        c.d.line([((1272 + i * .8) * S, (812 + i * 3) * S), ((1280 + i * 1.4) * S, (830 + i * 5) * S)], fill=al("#f4fbff", 120), width=2)
    for _ in range(420):
        x, y, l = c.r.uniform(0, W), c.r.uniform(0, H), c.r.uniform(14, 34)
        c.d.line([(x * S, y * S), ((x - l * .18) * S, (y + l) * S)], fill=al("#ffffff", c.r.uniform(20, 75)), width=2)
    c.grass(-20, 1620, 1012, 66, ["#3f6a36", "#6a9444", "#a9bd5c"], 420, .3, 2.2)
    c.vignette(50, "#12261a")
    return c.done()


@scene("mua-lu-song-len", 2026)
def s_mualu(name):
    c = C(name)
    c.sky((0., "#3c4a54"), (.3, "#5f717a"), (.5, "#97a6a4"), (1., "#97a6a4"))
    c.clouds(90, "#2f3b45", 16, 150, 90, 320, 760)
    c.clouds(220, "#6f7f86", 9, 120, 50, 320, 700)
    c.hills_far(["#7d8f90", "#667c7c", "#526a68"], y=400, dy=46, amp=90, mist="#a9b5b0", a=170)
    for x in range(-20, 1620, 50):
        c.bush(x, 566, c.r.uniform(70, 130), c.r.uniform(50, 100), "#26403a", "#3a5a4c", "#66806a")
    for x, w in ((220, 130), (980, 120), (1130, 140)):
        c.house(x, 566, w, 76, wall="#b9b4a2", roofc="#7d4438", lit=True, shade="#4a4038")
    for x in (380, 420, 1300):
        c.palm(x, 570, 170, "#2c4a40", lean=-.25, trunk="#4a443c")
    c.water(560, "#8d8f7c", "#6a6650", .35, 1.5, "#d9d6c4", 320)
    for _ in range(160):
        t = c.r.random()
        y = 580 + 400 * t
        x = c.r.uniform(-20, W)
        w = 30 + 120 * t
        c.paint([("l", spline([(x, y), (x + w * .3, y - 3 - 4 * t), (x + w * .6, y + 2), (x + w, y - 2)]), 1 + 2.6 * t)], c.r.choice(["#b0ab92", "#57543f", "#c9c4ac"]), alpha=110)
    for x, y, k in ((640, 690, 0), (300, 760, 1), (1130, 650, 1)):
        c.paint([("l", spline([(x, y), (x + 60, y - 8), (x + 130, y + 2)]), 7)], "#4a3826")
        c.dabs(x + 90, y - 8, 44, 12, 30, ["#3f5a3a", "#5f7a4a", "#2c4230"], (4, 9), 220)
    # cột thuỷ chí
    c.paint(("r", 1056, 560, 1120, 930, 2), "#f3f0e4", "#c9c6b8", rim=(6, 0, 2, "#ffffff", .6))
    for k in range(15):
        y = 572 + k * 24
        if y < 880:
            c.paint(("r", 1056, y, 1056 + (64 if k % 5 == 0 else 34), y + 12, 0), "#c23a2c" if k % 5 == 0 else "#23394d")
    c.paint([("l", spline([(1020, 884), (1056, 876), (1090, 886), (1124, 876), (1160, 884)]), 8)], "#d9d6c4", alpha=180)
    c.paint([("p", [(1040, 884), (1136, 884), (1136, 936), (1040, 936)])], "#7a765e", alpha=235, blur=2)
    # đê và người trực
    c.paint([("p", [(x, 900 - 60 * math.sin(max(0, min(1, (x + 20) / 900)) * math.pi * .5) * 0 - (140 * max(0, 1 - ((x + 20) / 900)) ** 1.2)) for x in range(-20, 960, 10)] + [(1000, 1010), (-20, 1010)])], "#6a7a4c", "#3a4a30", tex=.7)
    c.grass(-20, 900, lambda x: 905 - 140 * max(0, 1 - ((x + 20) / 900)) ** 1.2, 40, ["#4f6a3c", "#71884c", "#38502f"], 420, .5, 2)
    for i in range(12):
        x = 480 + (i % 6) * 66 + (i // 6) * 30
        c.paint(("r", x, 900 - (i // 6) * 34, x + 70, 942 - (i // 6) * 34, 16), "#c9b68e", "#86744f", tex=.6)

    def rain(x, y, h, col, flip=False, torch=False):
        c.person(x, y, h, shirt=col, pants="#26302f", flip=flip, hat=None, hair="back", arms=((.2, .62, .2, .5), (.2, .66, .30, .74) if torch else (.19, .62, .2, .5)), coat=.24, hairc=rgb(mix(col, "#000000", .1)))
        c.paint([("p", spline([(x - .085 * h, y - .86 * h), (x - .075 * h, y - .97 * h), (x, y - 1.01 * h), (x + .075 * h, y - .97 * h), (x + .085 * h, y - .86 * h), (x, y - .83 * h)], closed=True, n=5))], mix(col, "#ffffff", .2), mix(col, "#000000", .2), rim=(3, 3, 2, "#f3fbff", .7))
    rain(250, 930, 330, "#d9a32c", torch=True)
    rain(420, 950, 316, "#2f6f86", flip=True)
    rain(760, 948, 250, "#c9662c")
    c.boat(1360, 830, 300, "#3a3a34", "#b9b49c")
    rain(1300, 812, 150, "#c9662c")
    rain(1410, 816, 146, "#2f6f86", True)
    for _ in range(1500):
        x, y, l = c.r.uniform(-60, W + 60), c.r.uniform(-40, H), c.r.uniform(20, 70)
        c.d.line([(x * S, y * S), ((x - l * .32) * S, (y + l) * S)], fill=al("#e9f2f2", c.r.uniform(18, 80)), width=c.r.choice([2, 2, 3]))
    for _ in range(240):
        x, y = c.r.uniform(0, W), c.r.uniform(620, 990)
        w = 4 + (y - 600) / 60
        c.d.ellipse([(x - w) * S, (y - w * .3) * S, (x + w) * S, (y + w * .3) * S], outline=al("#eef2ea", 100), width=2)
    c.vignette(110, "#0a1216")
    return c.done()


@scene("duong-hoa-thon", 2026)
def s_duong(name):
    c = C(name)
    c.sky((0., "#86b6cf"), (.35, "#d6e6df"), (.55, "#fbf4da"), (1., "#fbf4da"))
    c.clouds(120, "#ffffff", 8, 150, 70, 240, 560)
    c.hills_far(["#a6c3bd", "#86ad9c", "#66957c"], y=370, dy=50, amp=80, mist="#f8f3da", a=150)
    c.paint([("p", [(-9, 520), (1609, 520), (1609, 1009), (-9, 1009)])], "#a9bd5c", "#6f9440", tex=.7)
    for i in range(10):
        y = 530 + i * i * 2.4
        c.paint([("l", [(0, y), (1600, y)], 1.6 + i * .2)], "#dbe08a", alpha=90)
    vx, vy = 820, 512

    def X(u, d):
        """u: lệch ngang so với tim đường (đơn vị nửa mặt đường); d: 0 xa … 1 gần."""
        return vx + (560 - vx) * 0 + u * (10 + 470 * d) - 60 * math.sin(d * 2.4)

    def Y(d):
        return vy + 500 * d
    # nhà hai bên
    for x, y, w, h in ((330, 590, 190, 104), (1090, 588, 200, 110), (80, 650, 260, 150), (1310, 660, 300, 164)):
        c.house(x, y, w, h, wall="#f0dfb6", roofc=c.r.choice(["#b0583c", "#a34f3a"]), tiles=8)
    for x, y, h in ((260, 600, 190), (540, 566, 130), (1060, 575, 150), (1300, 620, 210), (40, 660, 260)):
        c.tree(x, y, h, "#2f5f3a", "#4f8448", "#a9c264")
    # mặt đường
    ds = [i / 40 for i in range(41)]
    c.paint([("p", [(X(-1, d), Y(d)) for d in ds] + [(X(1, d), Y(d)) for d in reversed(ds)])], "#e9e2d0", "#bdb3a0", tex=.45, y0=vy, y1=H)
    for d in (.02, .05, .09, .15, .23, .34, .48, .66, .88):
        c.paint([("l", [(X(-1, d), Y(d)), (X(1, d), Y(d))], .8 + 2.2 * d)], "#8f8674", alpha=120)
    for sg in (-1, 1):
        c.paint([("p", [(X(sg * 1.0, d), Y(d)) for d in ds] + [(X(sg * 1.06, d), Y(d)) for d in reversed(ds)])], "#f6f1e4", "#d6cdb9", tex=.3)
    # hàng cau, hàng rào, luống hoa (xa đến gần)
    steps = [.03, .06, .10, .155, .23, .33, .46, .63, .84]
    for i, d in enumerate(steps):
        for sg in (-1, 1):
            x, y = X(sg * 1.75, d), Y(d)
            c.paint(("e", x + 14 * d, y + 2, 14 + 60 * d, 3 + 9 * d), "#24401c", alpha=110, blur=2 + 4 * d)
            c.palm(x, y, 90 + 720 * d, "#4a7a3e", trunk="#8f8368", lean=.02 * sg, n=11, w=.55, cr=.25)
        nx = steps[i + 1] if i + 1 < len(steps) else 1.02
        for sg in (-1, 1):
            seg = [d + (nx - d) * q / 8 for q in range(9)]
            for q in seg:
                x, y = X(sg * 1.32, q), Y(q)
                w = 10 + 88 * q
                c.bush(x, y + w * .1, w * 1.3, w * .62, "#2f5f34", "#4f8440", "#9cbc58")
                c.dabs(x, y - w * .24, w * .6, w * .34, 8 + int(30 * q), [["#e0526a", "#f6a8b0", "#fff0f0"], ["#f2b53a", "#ffe08a", "#e8802c"], ["#fff6e0", "#f0d0e6", "#b86ab0"]][i % 3], (1.2 + 4 * q, 2 + 7 * q), 245)
    # cổng thôn
    d = .075
    for sg in (-1, 1):
        x = X(sg * 1.35, d)
        c.paint(("r", x - 10, Y(d) - 130, x + 10, Y(d) + 4, 2), "#f3e3bd", "#cdb88a", tex=.3)
    c.roof([(X(-1.9, d), Y(d) - 122), (X(-1.5, d), Y(d) - 152), (X(1.5, d), Y(d) - 152), (X(1.9, d), Y(d) - 122)], "#b35f40", "#8a3f2c", rows=4, gap=6)
    c.paint(("r", X(-1.35, d), Y(d) - 122, X(1.35, d), Y(d) - 104, 2), "#8f3a2c")
    c.bike(X(.25, .16), Y(.16), 118, rider=1, hat="non", shirt="#7a5a8a", flip=True)
    c.bike(X(-.42, .40), Y(.40), 226, rider=1, hair="long", shirt="#f4f0e4", pants="#2d313a", basket="#b58a4c")
    c.bike(X(-.1, .36), Y(.36), 214, rider=1, shirt="#f4f0e4", pants="#2d3d5a")
    c.person(X(.62, .5), Y(.5), 290, shirt="#a5663f", pants="#3a3532", hair="back", hairc="#9a948e", flip=True, arms=((.15, .6, .14, .46), (.17, .62, .2, .5)))
    c.person(X(.83, .49), Y(.49), 176, shirt="#e0a03a", pants="#33475c", hair="short", flip=True, arms=((.15, .62, .18, .62), (.15, .6, .13, .46)))
    c.glow(500, 120, 620, "#fff6d0", 90)
    c.vignette(50, "#14240c")
    return c.done()


@scene("dinh-cay-gao-mua-hoa", 2026)
def s_dinh(name):
    c = C(name)
    c.sky((0., "#b7c6cc"), (.4, "#e6e2d2"), (.6, "#f6ecd4"), (1., "#f6ecd4"))
    c.glow(400, 260, 560, "#fff6dc", 150)
    c.hills_far(["#c3ccc8", "#a6b8ae", "#879f90"], y=430, dy=54, amp=84, mist="#f3ecd8", a=190)
    for x in range(-20, 1640, 60):
        c.bush(x, 690, c.r.uniform(90, 150), c.r.uniform(70, 150), "#47614e", "#6b8560", "#aab682")
    c.mist(640, 130, "#f3ecd8", 150)
    c.paint([("p", [(-9, 684), (1609, 684), (1609, 1009), (-9, 1009)])], "#b9bd8a", "#7d8a56", tex=.6)
    c.dinh(560, 740, 640, 340, wood="#7a3f28", roofc="#8a4632")
    c.paint([("p", [(430, 742), (700, 742), (900, 1009), (260, 1009)])], "#d9cbb0", "#b3a288", tex=.5)
    for k in range(9):
        y = 752 + k * k * 3.4
        c.paint([("l", [(430 - (y - 742) * .64, y), (700 + (y - 742) * .75, y)], 1.5 + k * .2)], "#8a7a62", alpha=120)
    # cây gạo
    def br(x, y, a, ln, w, depth):
        if depth == 0 or ln < 12:
            for _ in range(2):
                fl.append((x + c.r.uniform(-12, 12), y + c.r.uniform(-12, 12), c.r.uniform(6.5, 12)))
            return
        ex, ey = x + math.cos(a) * ln, y - math.sin(a) * ln
        mx, my = (x + ex) / 2 + c.r.uniform(-.06, .06) * ln, (y + ey) / 2
        seg.append((spline([(x, y), (mx, my), (ex, ey)], n=5), w))
        if depth < 5:
            for _ in range(2):
                t = c.r.random()
                fl.append((x + (ex - x) * t + c.r.uniform(-9, 9), y + (ey - y) * t + c.r.uniform(-9, 9), c.r.uniform(6, 11)))
        n = 3 if depth > 4 else c.r.choice([2, 3])
        for i in range(n):
            br(ex, ey, a + (i - (n - 1) / 2) * c.r.uniform(.5, .75) + c.r.uniform(-.12, .12), ln * c.r.uniform(.66, .8), w * .66, depth - 1)
    seg, fl = [], []
    br(1190, 800, 1.62, 210, 46, 7)
    c.paint([("p", spline([(1120, 812), (1150, 770), (1166, 690), (1170, 600), (1206, 600), (1216, 690), (1234, 770), (1276, 812)], n=8))], "#7a6a5c", "#4e4238", tex=.7, rim=(6, 2, 3, "#f0e2cc", .6))
    for pts, w in seg:
        c.paint([("l", pts, w)], mix("#6d5e52", "#e6d6c4", .12 if w < 10 else 0), "#4e4238", tex=.5)
    for x, y, r in fl:
        for q in range(5):
            a = q * math.tau / 5 + x
            px, py = x + math.cos(a) * r * .6, y + math.sin(a) * r * .5
            c.d.ellipse([(px - r * .55) * S, (py - r * .48) * S, (px + r * .55) * S, (py + r * .48) * S], fill=al(c.r.choice(["#c8321f", "#e0502c", "#b3261c", "#ee6a3a"]), 245))
        c.d.ellipse([(x - r * .2) * S, (y - r * .2) * S, (x + r * .2) * S, (y + r * .2) * S], fill=al("#ffd98a", 220))
    for _ in range(150):
        x, y = c.r.gauss(1190, 210), c.r.uniform(800, 985)
        c.dabs(x, y, 5, 3, 3, ["#c8321f", "#e0502c"], (2.5, 5.5), 235)
    for _ in range(26):
        c.dabs(c.r.gauss(1150, 240), c.r.uniform(420, 790), 4, 4, 2, ["#d0402a", "#ee6a3a"], (3, 5), 230)
    # cờ phướn
    for x in (250, 330, 790, 870):
        c.paint([("l", [(x, 880), (x + 2, 520)], 5)], "#b98a50", "#7a5630")
        pts = [(x + 4, 528), (x + 62, 536 + c.r.uniform(-5, 5)), (x + 54, 590), (x + 4, 590)]
        for q, cc in ((1, "#2f6a9a"), (.8, "#e2b53a"), (.6, "#c23a2c"), (.38, "#f3ead2"), (.2, "#3f7a4a")):
            cx, cy = x + 32, 560
            c.paint([("p", [(cx + (px - cx) * q, cy + (py - cy) * q) for px, py in pts])], cc, tex=.2)
    sh = ["#a5523f", "#3f5f86", "#7a5a8a", "#c9a25c", "#f0ead8", "#4f7a68"]
    for i, (x, y, h) in enumerate(((500, 850, 150), (560, 862, 154), (632, 846, 146), (330, 930, 196), (404, 942, 200), (730, 925, 190), (1010, 905, 180), (1075, 915, 184), (1376, 890, 172))):
        w = i % 3 == 1
        c.person(x, y, h, shirt=sh[i % 6], pants="#f3ecd8" if w else "#2d2d36", hat="non" if i in (1, 7) else None, hair="long" if w else "bun" if i % 2 else "short", dress=False, coat=.16 if w else .44, flip=i % 2 == 0)
    c.person(470, 948, 128, shirt="#e0903a", pants="#33475c", arms=((.16, .64, .22, .7), (.15, .6, .13, .46)))
    c.grass(-20, 1620, 1012, 44, ["#5f7a3c", "#8a9c50", "#b9bd74"], 330, .3, 2)
    c.vignette(60, "#241a10")
    return c.done()


@scene("gat-lua-chieu", 2025)
def s_gat(name):
    c = C(name)
    c.sky((0., "#d99a5c"), (.25, "#f2c27a"), (.45, "#fde6ad"), (1., "#fde6ad"))
    c.clouds(120, "#ffe7bd", 8, 120, 70, 240, 560)
    c.sun(300, 330, 62, "#fff6d2", "#ffd27a", 220)
    c.hills_far(["#cf9f78", "#b08a6a", "#8a7a5a"], y=390, dy=48, amp=86, mist="#fde3ab", a=170)
    for x in range(-20, 1640, 46):
        c.bush(x, 560, c.r.uniform(50, 100), c.r.uniform(30, 80), "#4a4a2c", "#6d6a38", "#b0a054")
    for x in (900, 960, 1400):
        c.palm(x, 566, 150, "#4a5030", trunk="#5a4a30")
    c.house(1010, 566, 130, 76, roofc="#a0502f", wall="#f0d9a8")
    c.house(1190, 562, 110, 64, roofc="#a85a35", wall="#f0d9a8")
    c.paint([("p", [(-9, 552), (1609, 552), (1609, 1009), (-9, 1009)])], "#f0cf7e", "#c08a35", tex=.7)
    for i in range(22):
        t = i / 21
        y = 560 + 440 * t ** 1.7
        for k in range(int(120 - 60 * t)):
            x = c.r.uniform(-10, 1610)
            h = 5 + 30 * t
            c.d.line([(x * S, y * S), ((x + c.r.uniform(-.3, .3) * h) * S, (y - h * c.r.uniform(.5, 1)) * S)], fill=al(c.r.choice(["#e9bd5c", "#b98532", "#fbe19a", "#9a6a28"]), 190), width=int(2 + 4 * t))

    def sheaf(x, y, h):
        c.paint(("e", x + h * .24, y + 2, h * .5, h * .09), "#5a3a12", alpha=120, blur=4)
        for k in range(60):
            a = c.r.uniform(-1, 1)
            bx, tx = x + a * h * .26, x + a * h * .36 + c.r.uniform(-4, 4)
            c.d.line([(bx * S, y * S), ((x + a * h * .07) * S, (y - h * .55) * S), (tx * S, (y - h * c.r.uniform(.9, 1.05)) * S)], fill=al(c.r.choice(["#e2ad48", "#c98f32", "#f6d684", "#a87428"]), 255), width=int(2 + h * .022 * S))
        c.paint(("r", x - h * .1, y - h * .59, x + h * .1, y - h * .52, 2), "#a87428", "#7a4e18")
        for k in range(22):
            a = c.r.uniform(-1, 1)
            px, py = x + a * h * .36, y - h * c.r.uniform(.86, 1.04)
            c.d.ellipse([(px - h * .03) * S, (py - h * .05) * S, (px + h * .03) * S, (py + h * .07) * S], fill=al(c.r.choice(["#f2c258", "#d99a30"]), 255))
    for k in range(7):
        sheaf(140 + k * 220 + c.r.uniform(-30, 30), 612 + c.r.uniform(-8, 8), 54)
    for x, y, h, s, fl in ((420, 660, 118, "#8a4a5a", False), (506, 668, 122, "#4a6a7a", True), (1100, 652, 112, "#7a5a8a", False), (1180, 660, 116, "#b0603f", True)):
        c.person(x, y, h, shirt=s, hat="non", arms=((.18, .6, .24, .46), (.2, .6, .27, .46)), lean=.14, flip=fl)
    c.carry(760, 742, 190, "#5a6a8a", load="#e2ad48")
    for x, y, h in ((170, 800, 120), (1440, 790, 116), (1290, 824, 130)):
        sheaf(x, y, h)
    c.carry(1050, 905, 300, "#8a4a44", load="#edbf58", flip=True)
    c.carry(1400, 960, 330, "#3f6470", load="#edbf58", flip=True)
    for x, y, h in ((90, 985, 230), (330, 975, 210), (600, 1000, 220)):
        sheaf(x, y, h)
    c.bike(470, 900, 250, c="#3a2a1a")
    c.bird(620, 240, 14, "#8a5a34"), c.bird(664, 222, 11, "#8a5a34"), c.bird(700, 248, 9, "#8a5a34")
    c.wash("#ffb84a", .06)
    c.vignette(90, "#3a1c04")
    return c.done()


@scene("ho-suoi-reo", 2025)
def s_ho(name):
    c = C(name)
    c.sky((0., "#5f95a0"), (.3, "#a3c6bd"), (.48, "#eaf0d8"), (1., "#eaf0d8"))
    c.clouds(150, "#f6fbf0", 7, 120, 70, 260, 600)
    c.hills_far(["#9dbfb8", "#75a39b", "#4f857e", "#336a62"], y=330, dy=52, amp=120, mist="#e9f2e0", a=160)
    c.ridge(500, 26, "#2f6a50", "#1f4f40", "n", step=260, depth=90, tex=.6)
    for x in range(-20, 1640, 26):
        c.bush(x + c.r.uniform(-10, 10), 556, c.r.uniform(34, 66), c.r.uniform(30, 74), "#1f4a3a", "#356a4a", "#7da25a")
    # đập và nhà van
    c.paint([("p", [(1010, 556), (1620, 500), (1620, 566), (1000, 566)])], "#b9c290", "#7d9458", tex=.6)
    c.paint([("p", [(1010, 552), (1620, 494), (1620, 506), (1010, 560)])], "#e6decb", "#c0b69e", tex=.4)
    c.paint(("r", 1196, 440, 1262, 560, 2), "#efe6cc", "#c9bb98", tex=.3)
    c.roof([(1182, 444), (1200, 412), (1258, 412), (1276, 444)], "#b0583c", "#8a3f2c", rows=4)
    c.paint(("r", 1214, 466, 1244, 500, 2), "#4a6a6a")
    c.paint([("l", [(1120, 530), (1200, 520)], 4), ("l", [(1120, 512), (1200, 502)], 2.4)], "#8a8f84")
    c.water(558, "#a6cfc2", "#1f5a5f", .62, .9, "#f2fff4", 200)
    for i in range(5):
        c.mist(566 + i * 26, 50, "#f2f8ea", 105 - i * 14)
    c.boat(520, 730, 240, "#3a2d22", "#d9b98a")
    c.person(590, 718, 130, shirt="#5a6a4a", hat="non", arms=((.17, .64, .22, .6), (.2, .66, .26, .66)), shadow=False)
    c.person(450, 720, 118, shirt="#8a5a4a", hat="non", arms=((.17, .6, .2, .5), (.18, .62, .22, .5)), flip=True, shadow=False)
    pts = [(624, 630), (720, 640), (812, 700), (826, 748)]
    for k in range(9):
        c.d.line([((624) * S, 634 * S), ((690 + k * 17) * S, (748 + 10 * math.sin(k)) * S)], fill=al("#f3f6e6", 110), width=2)
    for k in range(6):
        c.d.arc([(624 - 22 - k * 30) * S, (634 - 8 + k * 4) * S, (624 + 40 + k * 34) * S, (660 + k * 32) * S], 10, 100, fill=al("#f3f6e6", 100), width=2)

    def egret(x, y, s, fl=1):
        c.paint([("p", spline([(x - fl * s, y - s * .5), (x - fl * s * .2, y - s * .12), (x + fl * s * .5, y - s * .75), (x + fl * s * .9, y - s * .8), (x + fl * s * .3, y + s * .05), (x - fl * s * .5, y + s * .12)], closed=True, n=5))], "#ffffff", "#dfe9e2")
        c.paint([("l", spline([(x - fl * s * .5, y + .06 * s), (x - fl * s * .8, y - s * .06), (x - fl * s * 1.05, y + s * .04)]), s * .09)], "#ffffff")
        c.paint([("l", [(x - fl * s * 1.05, y + s * .04), (x - fl * s * 1.25, y + s * .1)], s * .045)], "#e0a040")
        c.paint([("l", [(x + fl * s * .2, y + .06 * s), (x + fl * s * .8, y + s * .2)], s * .035)], "#3a3a34")
    egret(870, 300, 44), egret(980, 262, 34), egret(1060, 310, 28)
    for i in range(60):
        x, y = c.r.choice([c.r.uniform(0, 420), c.r.uniform(1150, 1600)]), c.r.uniform(860, 985)
        w = 20 + (y - 850) * .24
        c.paint(("e", x, y, w, w * .3), mix("#3f8a5a", "#b9d07a", c.r.uniform(0, .5)), "#1f5a40", tex=.4)
        if i % 5 == 0:
            for q in range(7):
                a = math.pi * (q + .5) / 7
                c.paint([("p", spline([(x, y - 6), (x + math.cos(a) * w * .3 - 4, y - 8 - math.sin(a) * w * .35), (x + math.cos(a) * w * .5, y - 8 - math.sin(a) * w * .62), (x + math.cos(a) * w * .3 + 4, y - 8 - math.sin(a) * w * .35)], closed=True, n=3))], "#fff0f2", "#e58aa6")
    c.grass(-20, 260, 1012, 170, ["#1f5038", "#3f7a44", "#7da24a"], 120, .25, 3)
    c.grass(1380, 1620, 1012, 190, ["#1f5038", "#3f7a44", "#7da24a"], 120, .25, 3)
    c.vignette(70, "#061e20")
    return c.done()


@scene("san-truong-khai-giang", 2026)
def s_truong(name):
    c = C(name)
    c.sky((0., "#7fb3d0"), (.4, "#d3e8e4"), (1., "#fbf4d8"))
    c.clouds(130, "#ffffff", 9, 160, 80, 240, 560)
    c.hills_far(["#a9c6c4", "#86ad9c"], y=380, dy=50, amp=70, mist="#f3f3dc", a=120)
    for x in range(-20, 1640, 70):
        c.bush(x, 640, 130, c.r.uniform(120, 200), "#2f5f3c", "#4f8448", "#a3bd60")
    # nhà học hai tầng
    x, y, w = 260, 660, 1080
    c.paint([("p", [(x, 350), (x + w, 350), (x + w, y), (x, y)])], "#f6d98f", "#e9bf6a", tex=.3)
    for fl, yt in ((0, 380), (1, 520)):
        c.paint([("p", [(x, yt + 112), (x + w, yt + 112), (x + w, yt + 136), (x, yt + 136)])], "#f9efd4", "#dcc69a", tex=.2)
        c.paint([("p", [(x, yt - 10), (x + w, yt - 10), (x + w, yt + 20), (x, yt + 20)])], "#7a4f24", alpha=70, blur=7)
        for i in range(9):
            cx = x + w * (i + .5) / 9
            if i % 3 == 1:
                c.paint(("r", cx - 20, yt + 12, cx + 20, yt + 112, 2), "#3f6f6a", "#2f5450")
                c.paint(("r", cx - 14, yt + 20, cx + 14, yt + 58, 1), "#a9d0c8", "#7fb0aa")
            else:
                c.paint(("r", cx - 36, yt + 20, cx + 36, yt + 84, 2), "#3f6f6a", "#2f5450")
                for q in (-1, 1):
                    c.paint(("r", cx + q * 17 - 13, yt + 26, cx + q * 17 + 13, yt + 78, 1), "#cfe8e0", "#8fbab2")
        for i in range(10):
            cx = x + w * i / 9
            c.paint(("r", cx - 8, yt - 20, cx + 8, yt + 124, 1), "#fbf0d2", "#d9bd84", rim=(3, 0, 1, "#ffffff", .6))
    for q in range(96):
        cx = x + w * q / 95
        c.paint(("r", cx - 1.6, 466, cx + 1.6, 494, 0), "#f9efd4")
    c.paint(("r", x, 462, x + w, 469, 1), "#fffaf0")
    c.roof([(x - 40, 366), (x + 40, 286), (x + w - 40, 286), (x + w + 40, 366)], "#c05a3c", "#8f3f30", rows=9, gap=10)
    c.paint([("p", [(-9, 656), (1609, 656), (1609, 1009), (-9, 1009)])], "#e6d6b4", "#bfa67c", tex=.5)
    for k in range(8):
        yy = 664 + k * k * 5.4
        c.paint([("l", [(0, yy), (1600, yy)], 1.4 + k * .3)], "#a58c64", alpha=90)
    # phượng hai bên
    for tx, ty, s in ((120, 740, 1.0), (1500, 750, 1.05)):
        for lx, a in ((-70, .5), (0, .1), (80, -.45)):
            c.paint([("l", spline([(tx, ty), (tx + lx * .3, ty - 150 * s), (tx + lx * 1.6 * s, ty - 330 * s)]), 20 * s)], "#7a6250", "#4e3e32", tex=.6)
        for q in range(9):
            px, py = tx + (q - 4) * 62 * s, ty - (330 + 60 * math.sin(q * .8)) * s
            c.canopy(px, py, 110 * s, 62 * s, "#3a6a3a", "#5f8f44", "#b3c85c")
        for q in range(34):
            px, py = tx + c.r.uniform(-310, 310) * s, ty - c.r.uniform(290, 470) * s
            c.dabs(px, py, 44 * s, 22 * s, 30, ["#d8341f", "#f0592c", "#b8261c", "#ff8a4a"], (3, 7), 240)
    for _ in range(150):
        c.dabs(c.r.choice([c.r.gauss(120, 160), c.r.gauss(1490, 150)]), c.r.uniform(750, 980), 4, 3, 2, ["#d8341f", "#f0592c"], (2.5, 5), 230)
    c.bunting(330, 330, 800, 330, 66, ["#c8402c", "#e8b23a", "#3f8a7a", "#3f6fa3", "#f6ecd2"], 24, 20)
    c.bunting(800, 330, 1270, 330, 66, ["#c8402c", "#e8b23a", "#3f8a7a", "#3f6fa3", "#f6ecd2"], 24, 20)
    # trống và cô hiệu trưởng
    c.paint([("p", [(720, 690), (880, 690), (906, 726), (694, 726)])], "#c98a54", "#8a5a34", tex=.5)
    c.paint([("l", [(770, 706), (790, 640)], 6), ("l", [(836, 706), (816, 640)], 6)], "#6a3f22")
    c.paint(("r", 760, 590, 846, 668, 26), "#c8402c", "#7d1f18", tex=.4)
    c.paint(("e", 762, 629, 18, 40), "#f3e2b8", "#d0b47c")
    for q in range(7):
        c.paint(("e", 792 + q * 8, 598, 2, 2), "#f2c860"), c.paint(("e", 792 + q * 8, 660, 2, 2), "#f2c860")
    c.person(716, 722, 172, shirt="#3f6fa3", pants="#f6f0e0", hair="long", coat=.12, arms=((.15, .6, .13, .46), (.2, .68, .28, .70)), shadow=False)
    c.paint([("l", [(764, 602), (776, 616)], 5)], "#7a5230")
    # các hàng học sinh nhìn từ sau
    for row, (yy, h, n, off) in enumerate(((790, 108, 15, 0), (860, 140, 13, 30), (955, 186, 11, 0))):
        for i in range(n):
            px = 800 + (i - (n - 1) / 2) * (1180 / n) + c.r.uniform(-6, 6)
            if abs(px - 800) < 46 and row < 3:
                continue
            g = (i + row) % 2
            c.person(px, yy + c.r.uniform(-3, 3), h * c.r.uniform(.95, 1.04), shirt="#f8f4ea", pants="#2d3f6a" if g else "#33343f", hair="long" if g else "back", hairc="#231a17", arms=((.14, .62, .12, .47), (.14, .62, .12, .47)), scarf=None, light=(2, -1))
            c.paint([("p", spline([(px - h * .055, yy - h * .845), (px + h * .055, yy - h * .845), (px + h * .05, yy - h * .80), (px, yy - h * .72), (px - h * .05, yy - h * .80)], closed=True, n=4))], "#cf3a2c") if not g else None
            if (i * 5 + row) % 4 == 0:
                c.paint([("l", [(px + h * .13, yy - h * .47), (px + h * .2, yy - h * 1.12)], 2)], "#8a6a44")
                for q in range(5):
                    a = q * math.tau / 5
                    c.paint(("e", px + h * .2 + 8 * math.cos(a), yy - h * 1.14 + 8 * math.sin(a), 6, 6), ["#f2b53a", "#e87a8a", "#f6f0dc"][i % 3])
    c.vignette(60, "#2a1a08")
    return c.done()


@scene("thu-vien-xa", 2025)
def s_thuvien(name):
    c = C(name)
    c.sky((0., "#e9dcc0"), (1., "#d3bd94"), tex=.2)
    sub = C(name + "w")
    sub.sky((0., "#a9d0d8"), (.6, "#f6f0d4"), (1., "#f6f0d4"))
    sub.hills_far(["#9cc0ae", "#7aa686"], y=470, dy=70, amp=80, mist="#f5eed6", a=100)
    sub.tree(500, 1000, 760, "#3a6a42", "#5f9450", "#bcd070")
    sub.tree(1300, 1000, 560, "#3a6a42", "#5f9450", "#bcd070")
    sub.wash("#fff6d6", .2)
    c.im.paste(sub.im.resize((560 * S, 400 * S)), (520 * S, 70 * S))
    for f in ((504, 54, 1096, 74), (504, 462, 1096, 490), (504, 54, 524, 480), (1076, 54, 1096, 480), (792, 60, 808, 480), (510, 200, 1090, 210)):
        c.paint(("r", *f, 2), "#9a6c42", "#6f4a2a", tex=.5)
    spine = ["#a83a2c", "#2f5f7a", "#d99a34", "#4a7a52", "#6a4f7a", "#e6d8b4", "#7a3f2a", "#3f8a80", "#c2653a", "#23395d"]

    def shelf(x0, x1, y0, y1, rows):
        c.paint(("r", x0 - 16, y0 - 16, x1 + 16, y1 + 16, 4), "#8a5c36", "#5e3a20", tex=.6)
        rh = (y1 - y0) / rows
        for r_ in range(rows):
            ya, yb = y0 + r_ * rh, y0 + (r_ + 1) * rh - 12
            c.paint(("r", x0, ya, x1, yb, 0), "#3a2414", "#4a2e1a", tex=.4)
            x = x0 + 4
            while x < x1 - 14:
                w = c.r.uniform(11, 25)
                h = (yb - ya) * c.r.uniform(.62, .93)
                if x + w > x1 - 2:
                    break
                if c.r.random() < .07:
                    x += c.r.uniform(14, 34)
                    continue
                cc = c.r.choice(spine)
                tl = c.r.uniform(5, 12) if c.r.random() < .09 else 0
                c.paint([("p", [(x + tl, yb - h), (x + w + tl, yb - h), (x + w, yb), (x, yb)])], mix(cc, "#ffffff", .12), mix(cc, "#000000", .25), tex=.3, rim=(2, 0, 1, "#fff3d0", .4))
                c.paint([("p", [(x + 2 + tl * .8, yb - h * .8), (x + w - 2 + tl * .8, yb - h * .8), (x + w - 2 + tl * .74, yb - h * .72), (x + 2 + tl * .74, yb - h * .72)])], mix(cc, "#fff3c8", .65))
                x += w + c.r.uniform(.5, 2) + tl
            c.paint(("r", x0 - 8, yb, x1 + 8, yb + 12, 1), "#b98650", "#8a5c34", tex=.5)
    shelf(40, 450, 90, 690, 5)
    shelf(1150, 1560, 90, 690, 5)
    shelf(540, 1060, 540, 690, 1)
    c.paint([("p", [(530, 76), (1080, 76), (1420, 1010), (200, 1010)])], "#fff3cc", alpha=52, blur=30)
    c.paint([("p", [(-9, 712), (1609, 712), (1609, 1009), (-9, 1009)])], "#b98a5a", "#7a5434", tex=.5)
    # đèn treo
    for x in (360, 800, 1240):
        c.paint([("l", [(x, 0), (x, 60)], 3)], "#3a2a1e")
        c.paint([("p", spline([(x - 46, 104), (x - 28, 64), (x, 56), (x + 28, 64), (x + 46, 104)], n=6))], "#3f7a72", "#28524d", rim=(6, 2, 3, "#cfe8e0", .6))
        c.glow(x, 108, 130, "#ffe9a8", 150)

    def book(x, y, s, col):
        for sg in (-1, 1):
            c.paint([("p", spline([(x, y), (x + sg * s * .45, y - s * .16), (x + sg * s, y - s * .06)], n=5) + [(x + sg * s, y - s * .56), (x, y - s * .46)])], "#fffaf0", "#e3d6b8")
            c.paint([("l", [(x, y + 2), (x + sg * s, y - s * .03)], 3)], col)
            for q in range(3):
                c.d.line([((x + sg * s * .16) * S, (y - s * (.14 + q * .1)) * S), ((x + sg * s * .84) * S, (y - s * (.18 + q * .1)) * S)], fill=al("#8a7a62", 120), width=3)

    # người đọc phía xa
    c.person(500, 790, 330, shirt="#7a5a8a", pants="#2b2f3a", hair="long", arms=((.18, .63, .2, .68), (.2, .72, .14, .82)))
    c.person(1120, 800, 300, shirt="#e6ddc8", pants="#4a4436", hair="back", hairc="#a9a39a", arms=((.19, .62, .12, .64), (.19, .62, .12, .64)), flip=True)
    book(1086, 615, 40, "#a83a2c")
    # bàn và trẻ em đọc
    for x, h, s, hr in ((420, 200, "#c8553a", "long"), (640, 190, "#f3eee0", "short"), (860, 196, "#3f7a8a", "bun"), (1080, 190, "#e0a23a", "short")):
        def P(u, v, x=x, h=h):
            return (x + u * h, 880 - v * h)
        c.paint([("p", spline([P(-.09, .70), P(-.30, .615), P(-.36, .30), P(-.37, 0), P(.37, 0), P(.36, .30), P(.30, .615), P(.09, .70)], n=8))], mix(s, "#fff0c8", .2), mix(s, "#000000", .15), tex=.3)
        if hr == "long":
            c.paint([("p", spline([P(-.16, .98), P(-.2, .62), P(-.1, .5), P(.1, .5), P(.2, .62), P(.16, .98)], n=5))], "#2a1f1a")
        c.paint([("e", x, 880 - h * .86, h * .13, h * .155)], "#d0a07a", "#b98563")
        c.paint([("p", spline([P(-.145, .86), P(-.14, 1.0), P(0, 1.07), P(.14, 1.0), P(.145, .86), P(.07, .95), P(-.07, .95)], closed=True, n=5))], "#3a2c26", "#231a17")
        if hr == "bun":
            for sg in (-1, 1):
                c.paint([("e", x + sg * h * .15, 880 - h * 1.0, h * .05, h * .05)], "#2a1f1a")
    c.paint([("p", [(240, 858), (1260, 858), (1400, 950), (100, 950)])], "#dcb27a", "#c09258", tex=.5)
    c.paint([("p", [(100, 948), (1400, 948), (1400, 1009), (100, 1009)])], "#8e6038", "#6a4526", tex=.6)
    for x, cc in ((420, "#2f5f7a"), (640, "#a83a2c"), (860, "#d99a34"), (1080, "#4a7a52")):
        book(x + (x - 750) * .06, 918, 62, cc)
        for sg in (-1, 1):
            c.paint([("e", x + (x - 750) * .06 + sg * 60, 890, 13, 11)], "#c4946e")
    for k, cc in enumerate(("#2f5f7a", "#e6d8b4", "#a83a2c", "#4a7a52")):
        c.paint(("r", 1210 - k * 3, 912 - k * 15, 1320 - k * 5, 926 - k * 15, 2), mix(cc, "#ffffff", .15), mix(cc, "#000000", .2))
    c.paint([("p", [(206, 850), (262, 850), (254, 916), (214, 916)])], "#3f8a80", "#28605a", rim=(5, 0, 2, "#d9f0e8", .6))
    for q in range(9):
        a = 1.57 + (q - 4) * .24
        c.banana(234, 852, a, 70 + 18 * (q % 3), "#5f9450", .12)
    c.vignette(90, "#1e1006")
    return c.done()


@scene("tram-y-te-kham-suc-khoe", 2026)
def s_yte(name):
    c = C(name)
    c.sky((0., "#dbe8e2"), (1., "#c3d6cc"), tex=.15)
    c.paint([("p", [(-9, 470), (1609, 470), (1609, 700), (-9, 700)])], "#a9cdbd", "#93bcab", tex=.15)
    c.paint([("l", [(0, 470), (1600, 470)], 8)], "#f3f7ee")
    for wx in (120, 1130):
        sub = C(name + str(wx))
        sub.sky((0., "#a9d0dc"), (.6, "#f6f3dc"), (1., "#f6f3dc"))
        sub.hills_far(["#9cc4b4", "#78a88c"], y=430, dy=80, amp=90, mist="#f5f2dc", a=100)
        sub.palm(500, 1000, 640, "#4a7a48", w=1)
        sub.tree(1150, 1000, 460, "#3a6a42", "#5f9450", "#bcd070")
        sub.wash("#ffffff", .12)
        c.im.paste(sub.im.crop((300 * S, 150 * S, 1400 * S, 1000 * S)).resize((340 * S, 300 * S)), (wx * S, 110 * S))
        for f in ((wx - 14, 96, wx + 354, 112), (wx - 14, 404, wx + 354, 428), (wx - 14, 96, wx + 4, 420), (wx + 336, 96, wx + 354, 420), (wx + 164, 100, wx + 176, 420)):
            c.paint(("r", *f, 2), "#fbfbf2", "#d9ddd0")
        for k in range(6):
            c.paint(("r", wx - 40 + k * 11, 84, wx - 28 + k * 11, 440, 3), "#f3efe0", "#cfd9c8", alpha=235)
            c.paint(("r", wx + 314 + k * 11, 84, wx + 326 + k * 11, 440, 3), "#f3efe0", "#cfd9c8", alpha=235)
    c.paint([("p", [(-9, 700), (1609, 700), (1609, 1009), (-9, 1009)])], "#d9d6c4", "#a9ad9a", tex=.2)
    for k in range(-8, 30):
        c.d.line([((800 + (k - 11) * 70) * S, 700 * S), ((800 + (k - 11) * 150) * S, 1000 * S)], fill=al("#8f9688", 70), width=3)
    for y in (730, 775, 840, 930):
        c.d.line([(0, y * S), (W * S, y * S)], fill=al("#8f9688", 70), width=3)
    # tranh sức khoẻ
    c.paint(("r", 560, 110, 800, 420, 6), "#fffdf4", "#eef0e2")
    c.glow(680, 260, 200, "#ffffff", 40)
    for cx, cy, col in ((680, 215, "#e0705a"),):
        c.paint([("p", [(cx + 62 * 16 * math.sin(t) ** 3 / 16, cy - 58 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16) for t in [i * math.tau / 60 for i in range(60)]])], mix(col, "#ffffff", .25), col)
        c.paint([("l", [(cx - 50, cy), (cx - 22, cy), (cx - 10, cy - 28), (cx + 8, cy + 26), (cx + 20, cy), (cx + 50, cy)], 6)], "#ffffff")
    for k in range(5):
        c.paint(("r", 600, 308 + k * 20, 760 - (k * 41) % 60, 317 + k * 20, 4), mix("#4f8a7a", "#ffffff", .25))
    c.paint(("r", 850, 120, 1040, 420, 6), "#fffdf4", "#eef0e2")
    for k, (cc, n) in enumerate((("#d9732c", 3), ("#6f9a3a", 4), ("#e0b23a", 3), ("#8a4f8a", 4))):
        for q in range(n):
            c.paint(("e", 890 + q * 36, 160 + k * 62, 15, 17), mix(cc, "#ffffff", .35), cc)
    # bàn khám
    c.paint(("e", 800, 915, 420, 30), "#3a4a40", alpha=90, blur=10)
    # ghế, người bệnh và bác sĩ
    def sit(x, h, shirt, pants, flip, hair, hairc, coat=False, arm=None):
        k = -1 if flip else 1
        y = 905

        def P(u, v):
            return (x + k * u * h, y - v * h)
        c.paint([("r", min(P(-.2, 0)[0], P(.2, 0)[0]), P(0, .42)[1], max(P(-.2, 0)[0], P(.2, 0)[0]), P(0, .36)[1], 4)], "#8a5c36", "#5e3a20")
        for u in (-.17, .17):
            c.paint([("l", [P(u, .37), P(u * 1.1, 0)], h * .03)], "#6a4428")
        c.paint([("l", spline([P(-.02, .47), P(.30, .47), P(.33, .42), P(.33, .06)], n=6), h * .13)], pants, mix(pants, "#000000", .2), tex=.2)
        c.paint([("p", spline([P(.27, .05), P(.45, .045), P(.46, .0), P(.27, .0)], closed=True, n=4))], "#3a2c24")
        c.paint([("p", spline([P(-.06, 1.0), P(-.17, .93), P(-.17, .70), P(-.15, .42), P(.16, .42), P(.13, .70), P(.15, .90), P(.06, 1.0)], closed=True, n=6))], mix(shirt, "#ffffff", .2), mix(shirt, "#3a4a44", .18), tex=.2, rim=(4, 3, 3, "#ffffff", .5))
        if coat:
            c.paint([("l", spline([P(-.05, .46), P(.22, .48), P(.30, .42), P(.30, .26)], n=6), h * .145)], shirt, mix(shirt, "#3a4a44", .15), tex=.2)
        c.paint([("l", [P(0, 1.0), P(.01, 1.08)], h * .09)], "#b3805e")
        c.paint([("e", P(.03, 1.16)[0], P(0, 1.16)[1], h * .085, h * .105)], "#cf9f7a", "#b98563")
        c.paint([("p", spline([P(.07, 1.24), P(.0, 1.285), P(-.075, 1.24), P(-.085, 1.13), P(-.04, 1.08), P(-.02, 1.16), P(.03, 1.21)], closed=True, n=5))], mix(hairc, "#ffffff", .15), hairc)
        if hair == "bun":
            c.paint([("e", P(-.10, 1.13)[0], P(0, 1.13)[1], h * .045, h * .045)], hairc)
        if arm:
            c.paint([("l", spline([P(.02, .90)] + [P(*q) for q in arm], n=6), h * .085)], mix(shirt, "#ffffff", .1), mix(shirt, "#3a4a44", .25), tex=.2)
            ex, ey = P(*arm[-1])
            c.paint([("e", ex, ey, h * .042, h * .038)], "#c4946e")
    c.paint([("p", [(660, 676), (960, 676), (1000, 712), (620, 712)])], "#f3ead2", "#d9c8a0", tex=.3)
    c.paint([("p", [(620, 710), (1000, 710), (1000, 730), (620, 730)])], "#c9a878", "#a98452", tex=.3)
    for x in (640, 975):
        c.paint(("r", x - 8, 728, x + 8, 905, 2), "#a98452", "#7a5a34")
    sit(560, 360, "#7a5470", "#33303a", False, "bun", "#b9b3ac", arm=[(.16, .72), (.42, .66)])
    sit(1080, 380, "#fbfaf4", "#5a7a86", True, "short", "#231a17", coat=True, arm=[(.18, .74), (.46, .68)])
    c.paint(("r", 760, 624, 850, 690, 6), "#4a6470", "#34484f", rim=(4, 3, 2, "#cfe3e6", .6))
    c.paint(("r", 770, 632, 840, 666, 3), "#d9f4e6", "#a9dcc6")
    c.paint([("l", [(778, 652), (792, 652), (798, 640), (806, 660), (812, 652), (832, 652)], 3)], "#2f7a6a")
    c.paint([("l", spline([(760, 672), (730, 690), (716, 668)]), 6)], "#2f3a40")
    c.paint(("r", 690, 648, 728, 682, 9), "#3f6fa3", "#2a4f7a")
    c.paint([("l", spline([(1052, 520), (1040, 580), (1062, 620), (1088, 590), (1096, 520)]), 4.5)], "#2f3a40")
    c.paint(("e", 1062, 624, 9, 9), "#9aa6aa")
    # y sĩ và hàng chờ
    c.person(1370, 920, 430, shirt="#e9f3ee", pants="#5f9a8a", hair="long", flip=True, arms=((.17, .62, .13, .64), (.18, .62, .13, .64)), light=(2, -1))
    c.paint(("r", 1310, 612, 1390, 676, 4), "#c9a468", "#9a7640")
    c.paint(("r", 1318, 606, 1382, 664, 2), "#fffdf2", "#e6e2d0")
    for x, s, hc, nn in ((110, "#54708a", "#8f8a86", False), (250, "#a8643f", "#cfcac2", False), (380, "#5a7a56", "#231a17", False)):
        c.seated(x, 1016, 270, shirt=s, hairc=hc, chair="#7a9a8e", hair="bun" if x != 110 else "short")
    c.paint([("p", [(1500, 830), (1580, 830), (1570, 930), (1510, 930)])], "#c27a54", "#8a4f34", tex=.3)
    for q in range(9):
        c.banana(1540, 836, 1.57 + (q - 4) * .3, 150 + 30 * (q % 3), "#4f8a50", .11)
    c.vignette(60, "#12241e")
    return c.done()


@scene("bo-phan-mot-cua", 2026)
def s_motcua(name):
    c = C(name)
    c.sky((0., "#efe6d0"), (1., "#dccba6"), tex=.15)
    c.paint([("p", [(-9, -9), (1609, -9), (1609, 96), (-9, 96)])], "#d3c09a", "#e9ddc0", tex=.2)
    for x in (240, 640, 1040, 1440):
        c.paint(("r", x - 110, 34, x + 110, 52, 4), "#fffbe8")
        c.glow(x, 46, 260, "#fff6d0", 120, 120)
    # vách sau, tủ hồ sơ
    c.paint(("r", 90, 130, 1510, 600, 6), "#35606a", "#2a4f5a", tex=.15)
    for x0 in (110, 1290):
        for j in range(4):
            c.paint(("r", x0, 160 + j * 104, x0 + 200, 256 + j * 104, 2), "#24434c", "#1e3840")
            x = x0 + 6
            while x < x0 + 186:
                w = c.r.uniform(13, 20)
                cc = c.r.choice(["#d99a34", "#e6d8b4", "#a8503a", "#7fa7a4", "#c9b48a"])
                hh = c.r.uniform(64, 82)
                c.paint(("r", x, 252 + j * 104 - hh, x + w, 252 + j * 104, 1), mix(cc, "#ffffff", .12), mix(cc, "#000000", .15))
                c.paint(("r", x + 3, 252 + j * 104 - hh * .8, x + w - 3, 252 + j * 104 - hh * .5, 1), "#fffaf0")
                x += w + 1.6
    # số quầy
    for i, x in enumerate((470, 800, 1130)):
        c.paint(("r", x - 112, 158, x + 112, 262, 8), "#12262c", "#1b353d")
        c.glow(x, 210, 150, "#ffb54a", 50, 80)
        f = font(62 * S, True)
        t = ("1", "2", "3")[i]
        c.d.text((x * S - 58 * S, 210 * S), t, font=f, fill=rgb("#ffd98a"), anchor="mm")
        f2 = font(44 * S, True)
        c.d.text((x * S + 34 * S, 212 * S), ("015", "027", "008")[i], font=f2, fill=rgb("#8fe0c6"), anchor="mm")
    sh = ["#f3efe2", "#dfe9f0", "#f3efe2"]
    for i, x in enumerate((470, 800, 1130)):
        c.person(x - 10, 800, 420, shirt=sh[i], pants="#2b3a4a", hair=["long", "short", "bun"][i], arms=((.2, .62, .12, .56), (.2, .62, .16, .56)), shadow=False, light=(0, -2))
        c.paint(("r", x + 30, 470, x + 120, 532, 5), "#2a2f36", "#1a1e24", rim=(3, 3, 2, "#b9c9d0", .6))
        c.paint([("p", [(x + 68, 530), (x + 84, 530), (x + 92, 566), (x + 60, 566)])], "#2a2f36")
    c.paint([("p", [(180, 556), (1420, 556), (1500, 604), (100, 604)])], "#ead2a0", "#d0ae74", tex=.4)
    c.paint([("p", [(100, 602), (1500, 602), (1500, 820), (100, 820)])], "#a9744a", "#7a5030", tex=.5)
    for k in range(22):
        c.paint(("r", 116 + k * 63, 616, 168 + k * 63, 808, 3), mix("#b98556", "#7a5030", .2), mix("#8a5c38", "#5e3a20", .2), alpha=140, tex=.4)
    c.paint([("l", [(100, 604), (1500, 604)], 7)], "#f6e2b4")
    for x in (300, 965, 1330):
        c.paint(("r", x - 34, 540, x + 34, 572, 2), "#fffdf4", "#e6e0cc")
        c.paint(("r", x - 30, 528, x + 38, 560, 2), "#ffffff", "#eee8d6")
        for q in range(3):
            c.d.line([((x - 22) * S, (536 + q * 7) * S), ((x + 26) * S, (536 + q * 7) * S)], fill=al("#5a7a86", 150), width=3)
    for x in (640, 1250):
        c.paint([("p", [(x - 20, 556), (x + 20, 556), (x + 15, 592), (x - 15, 592)])], "#c27a54", "#8a4f34")
        for q in range(7):
            c.banana(x, 558, 1.57 + (q - 3) * .34, 62 + 14 * (q % 3), "#4f8a50", .13)
    c.paint([("p", [(-9, 818), (1609, 818), (1609, 1009), (-9, 1009)])], "#d9c9a6", "#a9926a", tex=.25)
    for k in range(-4, 24):
        c.d.line([((800 + (k - 10) * 110) * S, 818 * S), ((800 + (k - 10) * 210) * S, 1000 * S)], fill=al("#8a7450", 70), width=3)
    for y in (850, 905):
        c.d.line([(0, y * S), (W * S, y * S)], fill=al("#8a7450", 70), width=3)
    # người dân
    c.person(560, 930, 440, shirt="#7a4a3c", pants="#33343c", hair="back", hairc="#a9a49e", arms=((.17, .62, .2, .6), (.15, .6, .13, .45)), light=(2, -1))
    c.person(880, 936, 450, shirt="#3f6f7a", pants="#23262e", hair="long", arms=((.16, .6, .14, .45), (.19, .64, .2, .66)), flip=True, light=(2, -1))
    c.person(1200, 930, 440, shirt="#c99a4a", pants="#3a4a5c", hair="back", arms=((.17, .63, .2, .62), (.16, .6, .14, .46)), light=(2, -1))
    c.person(1295, 934, 270, shirt="#d9644a", pants="#33475c", hair="long", arms=((.15, .62, .2, .6), (.15, .6, .13, .46)), light=(2, -1))
    for x, s, hc in ((70, "#5a6a86", "#cfcac2"), (245, "#7a5a7a", "#231a17")):
        c.seated(x, 1012, 280, shirt=s, hairc=hc, chair="#3f7078", hair="bun")
    # quầy tra cứu
    c.paint([("p", [(1470, 720), (1560, 720), (1570, 950), (1460, 950)])], "#3a4a54", "#26343c", rim=(4, 0, 2, "#cfe3e6", .5))
    c.paint([("p", [(1452, 600), (1578, 600), (1568, 724), (1462, 724)])], "#2a363e", "#1e282e")
    c.paint([("p", [(1464, 612), (1566, 612), (1558, 712), (1472, 712)])], "#d9f3ee", "#9ad3cc")
    for q in range(4):
        c.paint(("r", 1482, 628 + q * 20, 1546 - (q * 17) % 30, 638 + q * 20, 3), "#2f7a78")
    c.glow(1515, 660, 110, "#d9fff6", 70)
    c.vignette(70, "#1e1408")
    return c.done()


@scene("phan-loai-rac-tai-nguon", 2026)
def s_rac(name):
    c = C(name)
    c.sky((0., "#a3cbd3"), (.4, "#e9f0dc"), (1., "#f6f3da"))
    c.glow(1180, 160, 640, "#fff6d0", 140)
    c.hills_far(["#aecabf", "#8cb39c"], y=330, dy=56, amp=80, mist="#f3f3dc", a=140)
    for x in range(-20, 1640, 80):
        c.bush(x, 580, 150, c.r.uniform(90, 170), "#2f6040", "#4f8850", "#a6c266")
    for x, y, w, h in ((120, 600, 260, 150), (470, 596, 220, 128), (1080, 600, 280, 158)):
        c.house(x, y, w, h, wall="#f3e3ba", roofc=c.r.choice(["#b05a3c", "#a5503a"]), tiles=8)
    c.bamboo(1480, 640, 420, 11, "#6a9a4a", "#7aa850", 90, .25)
    c.bamboo(30, 640, 380, 9, "#6a9a4a", "#7aa850", 80, .25)
    c.paint([("p", [(-9, 590), (1609, 590), (1609, 1009), (-9, 1009)])], "#dfd3b4", "#b09c72", tex=.55)
    c.paint([("p", [(-9, 586), (1609, 586), (1609, 622), (-9, 622)])], "#86a855", "#6a8c44", tex=.7)
    for x in range(20, 1600, 38):
        c.dabs(x, 602, 18, 10, 12, ["#e0526a", "#f2b53a", "#fff0e0", "#b86ab0"], (3, 6), 240)
    # mái che ba thùng
    for x in (420, 1180):
        c.paint([("l", [(x, 330), (x, 860)], 14)], "#b98a54", "#7a5630", tex=.6, rim=(4, 0, 2, "#ffe9c0", .6))
    c.roof([(350, 352), (430, 262), (1170, 262), (1250, 352)], "#c9a45c", "#8a6a34", rows=8, gap=6)
    for k in range(120):
        x = c.r.uniform(356, 1244)
        c.d.line([(x * S, 346 * S), ((x + c.r.uniform(-4, 4)) * S, (362 + c.r.uniform(0, 10)) * S)], fill=al("#8a6a34", 255), width=4)
    c.paint(("r", 440, 840, 1160, 872, 4), "#c9c2b0", "#9a927e", tex=.4)

    def bin_(x, col, icon):
        w, h, y = 96, 250, 846
        c.paint(("e", x + 12, y + 6, w * 1.1, 16), "#2a2414", alpha=110, blur=6)
        c.paint([("p", spline([(x - w, y - h), (x - w * .96, y - h * .5), (x - w * .84, y), (x + w * .84, y), (x + w * .96, y - h * .5), (x + w, y - h)], n=4))], mix(col, "#ffffff", .2), mix(col, "#000000", .25), tex=.25, rim=(8, 2, 5, "#ffffff", .45))
        c.paint(("r", x - w - 12, y - h - 34, x + w + 12, y - h + 4, 14), mix(col, "#ffffff", .25), mix(col, "#000000", .12), rim=(4, 5, 3, "#ffffff", .6))
        c.paint(("r", x - 34, y - h - 46, x + 34, y - h - 30, 7), mix(col, "#000000", .25))
        for sg in (-1, 1):
            c.paint(("e", x + sg * w * .7, y + 2, 17, 17), "#2a2a2c")
        c.paint(("e", x, y - h * .5, 56, 56), "#fffaf0", "#efe6d0")
        if icon == 0:
            for a in (-.6, .7, 2.4):
                ex, ey = x + math.cos(a) * 36, y - h * .5 - math.sin(a) * 36
                c.paint([("p", spline([(x, y - h * .5 + 14), ((x + ex) / 2 - 13 * math.sin(a), (y - h * .5 + ey) / 2 - 13 * math.cos(a)), (ex, ey), ((x + ex) / 2 + 13 * math.sin(a), (y - h * .5 + ey) / 2 + 13 * math.cos(a))], closed=True, n=5))], col)
        elif icon == 1:
            c.paint(("r", x - 30, y - h * .5 - 20, x - 6, y - h * .5 + 30, 6), col)
            c.paint(("r", x - 23, y - h * .5 - 34, x - 13, y - h * .5 - 18, 3), col)
            c.paint([("p", [(x + 2, y - h * .5 - 12), (x + 32, y - h * .5 - 12), (x + 32, y - h * .5 + 30), (x + 2, y - h * .5 + 30)])], mix(col, "#000000", .15))
        else:
            c.paint([("p", spline([(x - 16, y - h * .5 - 18), (x - 32, y - h * .5 + 20), (x, y - h * .5 + 34), (x + 32, y - h * .5 + 20), (x + 16, y - h * .5 - 18)], closed=True, n=6))], col)
            c.paint([("l", [(x - 14, y - h * .5 - 26), (x, y - h * .5 - 16), (x + 14, y - h * .5 - 26)], 7)], col)
    bin_(560, "#4f8f4a", 0), bin_(800, "#d99a2c", 1), bin_(1040, "#6a7c86", 2)
    # người
    c.person(250, 930, 400, shirt="#a5523f", pants="#2d2d36", hat="non", hair="bun", arms=((.17, .6, .16, .46), (.19, .62, .28, .58)), light=(-2, -1))
    c.paint([("p", spline([(300, 712), (318, 786), (408, 786), (424, 712)], n=5))], "#c79a5c", "#8a6230", tex=.9)
    c.dabs(362, 708, 50, 18, 50, ["#5f9440", "#a3c060", "#d98a3a", "#3f7034"], (6, 13), 250)
    c.person(1330, 934, 412, shirt="#3f6f86", pants="#4a4436", hair="back", hairc="#a9a49e", flip=True, arms=((.17, .6, .15, .46), (.2, .64, .28, .60)), light=(-2, -1))
    for x, y, cc in ((1196, 690, "#a9d3dc"), (1222, 700, "#8fc0a4"), (1240, 688, "#dce9ea")):
        c.paint(("r", x - 9, y - 10, x + 9, y + 40, 6), mix(cc, "#ffffff", .4), cc, alpha=235)
        c.paint(("r", x - 5, y - 24, x + 5, y - 8, 2), mix(cc, "#3a6a7a", .4))
    c.paint([("p", spline([(1170, 712), (1182, 780), (1256, 780), (1268, 712)], n=5))], "#b98a54", "#7a5630", tex=.9)
    c.person(700, 965, 270, shirt="#e8a83a", pants="#33475c", hair="short", arms=((.16, .62, .2, .58), (.17, .66, .22, .74)), light=(0, -2))
    c.person(905, 968, 286, shirt="#f3eee0", pants="#2d3f6a", hair="long", flip=True, arms=((.16, .62, .14, .46), (.18, .66, .24, .7)), scarf="#cf3a2c", light=(0, -2))
    c.paint(("r", 742, 752, 778, 786, 3), "#c9a878", "#a5804e")
    c.grass(-20, 1620, 1012, 40, ["#5f7f3c", "#8aa44c", "#b9bd74"], 260, .3, 2)
    c.vignette(55, "#1a1c08")
    return c.done()


@scene("dien-tap-chua-chay", 2025)
def s_pccc(name):
    c = C(name)
    c.sky((0., "#8fb0bc"), (.4, "#e0dcc8"), (1., "#efe3c6"))
    c.hills_far(["#a9bdb8", "#8aa89a"], y=340, dy=54, amp=70, mist="#ece6d0", a=130)
    for x in range(-20, 1640, 70):
        c.bush(x, 570, 130, c.r.uniform(80, 150), "#355a42", "#567c4e", "#a3b766")
    c.house(180, 600, 460, 230, wall="#f0dfb6", roofc="#a5503a", tiles=11)
    c.paint([("p", [(-9, 590), (1609, 590), (1609, 1009), (-9, 1009)])], "#d6c6a2", "#a58c62", tex=.55)
    # khói
    for k in range(60):
        t = k / 60
        c.paint(("e", 1236 + 160 * t ** 1.4 + c.r.uniform(-40, 40) * (0.4 + t), 640 - 560 * t + c.r.uniform(-10, 10), 34 + 120 * t, 28 + 80 * t), mix("#4a4644", "#b9b6ae", t), alpha=int(88 * (1 - t * .72)), blur=14)
    c.paint(("e", 1230, 866, 170, 30), "#2a1c10", alpha=150, blur=8)
    c.glow(1230, 740, 330, "#ffab3a", 170)
    for cols, s, n in ((("#c23a18", "#e8641c"), 1.0, 9), (("#f08a24", "#f6b03a"), .72, 8), (("#ffd55a", "#fff3b0"), .42, 6)):
        for k in range(n):
            x = 1230 + (k - (n - 1) / 2) * 34 * s
            h = s * c.r.uniform(150, 250) * (1 - abs(k - (n - 1) / 2) / n)
            w = 30 * s
            sw = c.r.uniform(-18, 26)
            c.paint([("p", spline([(x - w, 790), (x - w * .9, 790 - h * .4), (x + sw * .3, 790 - h * .7), (x + sw, 790 - h), (x + sw * .6 + w * .4, 790 - h * .6), (x + w, 790 - h * .35), (x + w, 790)], closed=True, n=6))], cols[1], cols[0], alpha=235, blur=1)
    c.paint([("p", [(1130, 780), (1330, 780), (1312, 872), (1148, 872)])], "#5a5450", "#2e2a28", tex=.6, rim=(0, 8, 4, "#ffb85a", .8))
    for y in (806, 838):
        c.paint([("l", [(1138, y), (1322, y)], 4)], "#1e1a18")
    for _ in range(50):
        x, y = c.r.gauss(1260, 80), c.r.uniform(430, 760)
        c.paint(("e", x, y, 2, 2), "#ffd98a", alpha=220)
    # vòi nước
    for k in range(46):
        t0 = c.r.uniform(-1, 1)
        pts = [(690 + 520 * t, 700 - (190 + 26 * t0) * 4 * t * (1 - t) * .62 + 56 * t + 22 * t0 * t) for t in [i / 20 for i in range(21)]]
        c.d.line([(x * S, y * S) for x, y in pts], fill=al(c.r.choice(["#f6fdff", "#cfe9f2", "#ffffff"]), 80), width=c.r.choice([3, 5, 8]))
    for _ in range(260):
        t = c.r.random()
        x, y = 690 + 520 * t + c.r.uniform(-14, 14), 700 - 118 * 4 * t * (1 - t) + 56 * t + c.r.gauss(0, 8 + 26 * t)
        c.dabs(x, y, 2, 2, 1, ["#ffffff", "#d9f0f6"], (1.2, 3.4), 210)
    c.glow(1215, 750, 120, "#ffffff", 110)
    # vòi
    c.paint([("l", spline([(-20, 960), (180, 930), (300, 968), (420, 940), (520, 900), (560, 760), (610, 724)], n=14), 17)], "#b0452f", "#7d2a20", tex=.3)
    c.paint([("l", [(596, 730), (692, 700)], 12)], "#c9a24a", "#8a6a24")
    U = "#35506a"
    c.person(560, 930, 400, shirt=U, pants="#2a3d52", hat="helmet", hatc="#d8a12c", hair="back", arms=((.2, .63, .24, .52), (.18, .62, .26, .55)), lean=.05, light=(-2, -1))
    c.person(410, 944, 396, shirt=U, pants="#2a3d52", hat="helmet", hatc="#c8402c", hair="back", arms=((.2, .6, .26, .46), (.18, .58, .26, .46)), lean=.05, light=(-2, -1))
    # người dân tập bình chữa cháy
    c.person(950, 968, 372, shirt="#a5663f", pants="#33343c", hat=None, hair="short", arms=((.17, .6, .16, .46), (.2, .62, .3, .58)), light=(-2, -1))
    c.paint(("r", 980, 756, 1014, 838, 12), "#d84a34", "#8f241a", rim=(4, 0, 2, "#ffc8b0", .7))
    c.paint(("r", 990, 744, 1004, 758, 2), "#2a2a2c")
    c.paint([("l", spline([(998, 748), (1030, 744), (1064, 764)]), 5)], "#2a2a2c")
    for k in range(26):
        t = k / 26
        c.paint(("e", 1070 + 90 * t, 764 - 6 * t + c.r.uniform(-12, 12) * t, 6 + 22 * t, 5 + 17 * t), "#fbf8f0", alpha=58, blur=5)
    sh = ["#7a5a86", "#4f7a68", "#c9a25c", "#3f6f86", "#a5523f", "#e6ddc8"]
    for i in range(5):
        x = 40 + i * 62
        c.person(x, 690 + (i % 2) * 16, 182 + (i * 13) % 16, shirt=sh[i % 6], pants="#2f2f38", hat="non" if i in (2, 6) else None, hair=["short", "bun", "long"][i % 3], light=(-2, -1))
    for i in range(3):
        c.person(1440 + i * 56, 700 + (i % 2) * 14, 184, shirt=sh[(i + 2) % 6], pants="#2f2f38", hair=["bun", "short", "long"][i], flip=True, light=(2, -1))
    c.vignette(70, "#24140a")
    return c.done()


@scene("san-bong-chuyen-chieu", 2026)
def s_theThao(name):
    c = C(name)
    c.sky((0., "#2f6a8a"), (.25, "#7fa3a0"), (.42, "#f3c07a"), (.56, "#fbe0a0"), (1., "#fbe0a0"))
    c.clouds(170, "#ffe2b0", 9, 130, 80, 260, 600)
    c.sun(1240, 470, 58, "#fff4c8", "#ffc86a", 220)
    c.hills_far(["#9aa08a", "#75867a", "#536b68"], y=490, dy=40, amp=84, mist="#fbdc9c", a=150)
    for x in range(-20, 1640, 52):
        c.bush(x, 650, 100, c.r.uniform(50, 120), "#243f44", "#3a5a50", "#8a9460")
    for x, h in ((90, 330), (160, 260), (1500, 300), (1430, 240)):
        c.palm(x, 660, h, "#26423f", trunk="#3a3a38")
    c.paint([("p", [(-9, 640), (1609, 640), (1609, 1009), (-9, 1009)])], "#d9a866", "#a8703a", tex=.6)
    for pts in ([(250, 720), (1350, 720)], [(250, 720), (60, 985)], [(1350, 720), (1540, 985)], [(60, 985), (1540, 985)], [(900, 720), (700, 985)]):
        c.paint([("l", pts, 6)], "#fff3d6", alpha=220)
    sh = ["#7a5a86", "#4f7a68", "#c9a25c", "#3f6f86", "#a5523f", "#e6ddc8", "#8a3f52"]
    for i in range(30):
        x = 60 + i * 51 + c.r.uniform(-8, 8)
        c.person(x, 700 + (i % 3) * 5, c.r.uniform(120, 140) if i % 6 else 92, shirt=sh[i % 7], pants="#33303a", hat="non" if i % 7 == 2 else None, hair=["short", "bun", "long"][i % 3], arms=((.17, .68, .2, .84), (.17, .68, .2, .84)) if i % 5 == 1 else ((.15, .6, .13, .45), (.15, .6, .13, .45)), light=(-2, -1))
    c.bunting(-20, 520, 800, 470, 60, ["#c8402c", "#f2c14e", "#3f8a8a", "#f6ecd2"], 30, 17)
    c.bunting(800, 470, 1620, 500, 60, ["#c8402c", "#f2c14e", "#3f8a8a", "#f6ecd2"], 30, 17)
    # lưới
    # lưới nhìn chếch: cột gần ở (800, 985), cột xa ở (800, 720)
    c.paint([("l", [(700, 985), (700, 520)], 12)], "#5a5a58", "#2e2e30", rim=(-3, 0, 2, "#ffe2b0", .7))
    c.paint([("l", [(900, 720), (900, 400)], 8)], "#5a5a58", "#2e2e30")
    for q in range(9):
        t = q / 8
        c.d.line([(700 * S, (540 + 130 * t) * S), (900 * S, (412 + 92 * t) * S)], fill=al("#f6f0e0", 170), width=3)
    for q in range(21):
        t = q / 20
        x = 700 + 200 * t
        c.d.line([(x * S, (540 - 128 * t) * S), (x * S, (670 - 166 * t) * S)], fill=al("#f6f0e0", 150), width=3)
    c.paint([("l", [(700, 540), (900, 412)], 9)], "#fffaf0")
    c.paint([("l", [(700, 670), (900, 504)], 6)], "#fffaf0")
    A, B = "#2f6f9a", "#d2502c"
    c.person(330, 850, 300, shirt=A, pants="#22304a", hair="short", arms=((.19, .64, .26, .58), (.2, .64, .27, .58)), light=(-2, -1), lean=.06)
    c.person(190, 950, 340, shirt=A, pants="#22304a", hair="short", arms=((.2, .64, .27, .54), (.2, .64, .28, .55)), light=(-2, -1))
    c.person(560, 872, 330, shirt=A, pants="#22304a", hair="short", arms=((.17, .92, .12, 1.1), (.19, .93, .17, 1.12)), light=(-2, -1))
    c.person(1010, 800, 318, shirt=B, pants="#4a2a24", hair="short", flip=True, arms=((.16, .92, .1, 1.12), (.2, .94, .2, 1.13)), light=(-2, -1), legs=.085)
    c.paint(("e", 1010, 812, 60, 10), "#3a1e0c", alpha=100, blur=4)
    c.person(1250, 880, 320, shirt=B, pants="#4a2a24", hair="short", flip=True, arms=((.2, .64, .26, .56), (.2, .64, .28, .56)), light=(2, -1))
    c.person(1400, 960, 350, shirt=B, pants="#4a2a24", hair="short", flip=True, arms=((.19, .64, .25, .55), (.2, .64, .28, .56)), light=(2, -1))
    bx, by = 850, 332
    c.paint(("e", bx, by, 30, 30), "#fff8e4", "#e0b878", rim=(-5, 4, 4, "#ffffff", .8))
    for a in (20, 140, 260):
        c.d.arc([(bx - 30) * S, (by - 30) * S, (bx + 14) * S, (by + 30) * S], a, a + 90, fill=al("#a5703a", 220), width=5)
    c.d.arc([(bx - 12) * S, (by - 30) * S, (bx + 46) * S, (by + 30) * S], 110, 240, fill=al("#a5703a", 220), width=5)
    c.wash("#ffb85a", .05)
    c.vignette(80, "#241206")
    return c.done()


@scene("hop-dan-duoi-goc-da", 2025)
def s_hopdan(name):
    c = C(name)
    c.sky((0., "#9fc4c4"), (.4, "#eef0d8"), (1., "#fbf3d6"))
    c.glow(300, 240, 620, "#fff6d0", 170)
    c.hills_far(["#a9c6b8", "#88ae98"], y=380, dy=56, amp=76, mist="#f5f1da", a=150)
    for x in range(-20, 1640, 76):
        c.bush(x, 610, 130, c.r.uniform(70, 140), "#3a6a46", "#5f9050", "#adc46a")
    c.house(60, 640, 380, 210, wall="#f3e3ba", roofc="#b05a3c", tiles=10, doors=2)
    c.paint([("p", [(-9, 624), (1609, 624), (1609, 1009), (-9, 1009)])], "#dfcfa6", "#a8905e", tex=.6)
    # cây đa
    c.paint([("p", spline([(960, 800), (1030, 740), (1080, 640), (1090, 480), (1060, 330), (1240, 320), (1236, 470), (1256, 620), (1300, 730), (1390, 806), (1270, 790), (1220, 812), (1150, 786), (1080, 812)], closed=True, n=8))], "#7a6450", "#4a3a2c", tex=.8, rim=(10, 3, 6, "#f0dcb4", .6))
    for k in range(12):
        x = 1070 + k * 16
        c.paint([("l", spline([(x, 350), (x + c.r.uniform(-10, 10), 560), (x + (x - 1160) * .5, 780)]), c.r.uniform(3, 7))], c.r.choice(["#5a4636", "#8a7258", "#3f3024"]), alpha=170)
    for a, ln, w in ((2.5, 420, 60), (.7, 440, 60), (1.6, 320, 64), (2.95, 460, 40), (.25, 470, 40)):
        c.paint([("l", spline([(1150, 400), (1150 + math.cos(a) * ln * .5, 380 - math.sin(a) * ln * .5), (1150 + math.cos(a) * ln, 360 - math.sin(a) * ln * .8)]), w * .55)], "#6a5542", "#4a3a2c", tex=.6)
    for x in (840, 900, 1380, 1450):
        c.paint([("l", spline([(x, 200), (x + c.r.uniform(-12, 12), 430), (x + c.r.uniform(-14, 14), 640 + c.r.uniform(-40, 60))]), 4)], "#6a5542", alpha=190)
    for _ in range(44):
        a, q = c.r.uniform(0, math.tau), math.sqrt(c.r.random())
        c.canopy(1150 + 560 * q * math.cos(a), 170 + 190 * q * math.sin(a), c.r.uniform(90, 160), c.r.uniform(56, 96), "#24502f", "#45803f", "#a9c860", leaves=.8)
    c.paint(("e", 1040, 850, 620, 120), "#3a3a18", alpha=70, blur=26)
    for _ in range(60):
        c.paint(("e", c.r.gauss(980, 280), c.r.uniform(770, 980), c.r.uniform(10, 34), c.r.uniform(4, 10)), "#fff0b8", alpha=90, blur=3)
    c.paint([("p", spline([(940, 812), (960, 780), (1380, 780), (1410, 812)], n=4) + [(1410, 840), (940, 840)])], "#c9bda6", "#8f836c", tex=.6)
    # bàn chủ trì
    for x, s, hr in ((1010, "#f3efe2", "bun"), (1120, "#dfe6ea", "short"), (1290, "#c9b48a", "short")):
        def P(u, v, x=x):
            return (x + u * 150, 790 - v * 150)
        c.paint([("p", spline([P(-.09, .70), P(-.30, .615), P(-.36, .30), P(-.37, 0), P(.37, 0), P(.36, .30), P(.30, .615), P(.09, .70)], n=8))], mix(s, "#fff0c8", .2), mix(s, "#000000", .2), tex=.3)
        c.paint([("e", x, 790 - 150 * .86, 150 * .125, 150 * .15)], "#cf9f7a", "#b07c5a")
        c.paint([("p", spline([P(-.14, .86), P(-.135, .99), P(0, 1.06), P(.135, .99), P(.14, .86), P(.06, .96), P(-.07, .95)], closed=True, n=5))], "#3a2c26", "#231a17")
    c.person(1206, 850, 270, shirt="#3f5f7a", pants="#2a3038", hair="short", arms=((.18, .64, .16, .72), (.2, .64, .28, .6)), shadow=False)
    c.paint([("p", [(930, 758), (1360, 758), (1384, 790), (906, 790)])], "#b0452f", "#8f3424", tex=.3)
    c.paint([("p", [(906, 788), (1384, 788), (1376, 880), (914, 880)])], "#a23a28", "#6d2218", tex=.3)
    for k in range(16):
        c.paint(("r", 918 + k * 29, 792, 926 + k * 29, 878, 2), "#d9684a", alpha=70, blur=3)
    c.dabs(1150, 752, 40, 14, 60, ["#f2c14e", "#f6efdc", "#e0663f", "#4f7a46"], (4, 8), 250)
    for x in (980, 1060, 1320):
        c.paint(("r", x - 5, 742, x + 5, 768, 2), "#dfeef0", "#a9c6cc")
    c.paint([("l", [(1176, 700), (1186, 664)], 5)], "#2a2a2e")
    rr = random.Random(4)
    for y, hh, xs in ((850, 150, [120 + i * 112 for i in range(7)]), (925, 190, [60 + i * 150 for i in range(7)]), (1022, 250, [10 + i * 206 for i in range(8)])):
        for x in xs:
            c.seated(x + rr.uniform(-8, 8), y, hh, shirt=rr.choice(["#7a4a5a", "#4a6a7a", "#8a6a3c", "#5a7a56", "#a5563f", "#e6ddc8", "#5a5478"]), hair=rr.choice(["short", "bun", "long", "short"]), hairc=rr.choice(["#231a17", "#2c2320", "#a9a49e", "#cfcac2"]), chair=rr.choice(["#3f6f86", "#a8503a", "#4f7a4a"]), non=rr.random() < .16)
    c.vignette(60, "#1e1808")
    return c.done()


# ------------------------------------------------------------------ biểu trưng
def emblem(path):
    """Vòng tròn: mặt trời trên đồi, dòng sông, hai bông lúa ôm hai bên. 512x512, nền trong."""
    n, k = 2048, 4
    im = Image.new("RGBA", (n, n), (0, 0, 0, 0))

    def M(prims):
        m = Image.new("L", (n, n), 0)
        d = ImageDraw.Draw(m)
        for p in prims:
            if p[0] == "p":
                d.polygon([(x * k, y * k) for x, y in p[1]], fill=255)
            else:
                d.ellipse([(p[1] - p[3]) * k, (p[2] - p[4]) * k, (p[1] + p[3]) * k, (p[2] + p[4]) * k], fill=255)
        return m

    def put(m, c1, c2=None):
        g = vgrad((n, n), [(0, c1), (1, c2 or c1)])
        im.paste(g, (0, 0), m)
    disc = M([("e", 256, 256, 250, 250)])
    put(disc, "#fffaf0", "#fffaf0")
    put(ImageChops.subtract(disc, M([("e", 256, 256, 241, 241)])), "#1f6a5c", "#15524a")
    inner = M([("e", 256, 256, 231, 231)])

    def clip(prims):
        return ImageChops.multiply(M(prims), inner)
    put(inner, "#fdebb8", "#fff6da")
    put(clip([("e", 256, 196, 74, 74)]), "#f2a63a", "#e8862c")
    hill = spline([(0, 290), (70, 246), (140, 222), (214, 252), (290, 226), (372, 198), (450, 236), (520, 270)])
    put(clip([("p", hill + [(520, 520), (0, 520)])]), "#6fae7a", "#3f8a62")
    hill = spline([(0, 300), (110, 272), (220, 276), (330, 256), (430, 262), (520, 290)])
    put(clip([("p", hill + [(520, 520), (0, 520)])]), "#2f8062", "#1f6a5c")
    L = spline([(300, 262), (262, 288), (204, 316), (214, 356), (268, 392), (226, 440), (150, 500)], n=20)
    R = spline([(312, 262), (290, 290), (262, 318), (296, 352), (356, 392), (350, 440), (330, 500)], n=20)
    put(clip([("p", L + R[::-1])]), "#d9f0ee", "#7fc4cc")
    for off in (.36, .66):
        mid = [(a[0] + (b[0] - a[0]) * off, a[1]) for a, b in zip(L, R)]
        w = [(1 + 5 * i / len(mid)) * .5 for i in range(len(mid))]
        put(clip([("p", [(x - q, y) for (x, y), q in zip(mid, w)] + [(x + q, y) for (x, y), q in reversed(list(zip(mid, w)))])]), "#fffaf0")
    for sg in (-1, 1):
        cx = 256
        pts = []
        for i in range(61):
            t = i / 60
            a = math.radians(96 + 128 * t)
            r = 198 - 10 * t
            pts.append((cx + sg * (math.cos(a) * r), 262 + math.sin(a) * r))
        for i in range(60):
            (x0, y0), (x1, y1) = pts[i], pts[i + 1]
            a = math.atan2(y1 - y0, x1 - x0) + math.pi / 2
            w = 3.2 - 1.6 * i / 60
            put(M([("p", [(x0 + math.cos(a) * w, y0 + math.sin(a) * w), (x1 + math.cos(a) * w, y1 + math.sin(a) * w), (x1 - math.cos(a) * w, y1 - math.sin(a) * w), (x0 - math.cos(a) * w, y0 - math.sin(a) * w)])]), "#a8741c")
        for i in range(17, 61, 4):
            x, y = pts[i]
            px, py = pts[i - 1]
            a = math.atan2(y - py, x - px)
            for q in (-1, 1, 0) if i > 56 else (-1, 1):
                b = a + q * .56
                l, w = 34, 9.5
                ex, ey = x + math.cos(b) * l, y + math.sin(b) * l
                nx, ny = -math.sin(b) * w, math.cos(b) * w
                g = spline([(x, y), (x + (ex - x) * .35 + nx, y + (ey - y) * .35 + ny), (x + (ex - x) * .7 + nx * .8, y + (ey - y) * .7 + ny * .8), (ex, ey), (x + (ex - x) * .7 - nx * .8, y + (ey - y) * .7 - ny * .8), (x + (ex - x) * .35 - nx, y + (ey - y) * .35 - ny)], closed=True, n=8)
                big = [(x + (u - x) * 1.0 + (u - (x + ex) / 2) * .16, y + (v - y) * 1.0 + (v - (y + ey) / 2) * .16) for u, v in g]
                put(M([("p", big)]), "#fff6da")
                put(M([("p", g)]), "#f2bf45", "#d9952a")
    im = im.resize((512, 512), Image.LANCZOS).quantize(200, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    im.save(path, optimize=True)
    print("bieu-trung.png", path.stat().st_size // 1000, "KB")


# ------------------------------------------------------------------ sơ đồ thôn
def commune_map(path):
    w, h = 800, 600
    r = random.Random("ban-do")

    def field(n, m):
        return Image.frombytes("L", (n, m), r.randbytes(n * m)).resize((w, h), Image.BICUBIC).load()
    fx, fy, gx, gy = field(9, 7), field(9, 7), field(34, 26), field(34, 26)
    seeds = {"Đồi Trám": (196, 176), "Suối Reo": (330, 138), "Gò Mơ": (476, 168), "Luỹ Tre": (196, 310), "Giếng Đá": (338, 276),
             "Cây Gạo": (470, 300), "Đồng Sương": (300, 424), "Cầu Ván": (452, 430), "Bến Trăng": (592, 338)}
    col = {"Đồi Trám": "#c9d9a8", "Suối Reo": "#d7e4c4", "Gò Mơ": "#ead9b0", "Luỹ Tre": "#e6e0bd", "Giếng Đá": "#f0e2bf", "Cây Gạo": "#f3d9b4",
           "Đồng Sương": "#dfe3b4", "Cầu Ván": "#e9dcc4", "Bến Trăng": "#d6e2cf"}
    names = list(seeds)
    nz = noise1("vien", 60, 3)
    lab = Image.new("L", (w, h), 0)
    px = lab.load()
    for y in range(h):
        for x in range(w):
            u = x + (fx[x, y] - 128) * .24 + (gx[x, y] - 128) * .045
            v = y + (fy[x, y] - 128) * .24 + (gy[x, y] - 128) * .045
            a = math.atan2((v - 292) / .78, u - 392)
            if math.hypot(u - 392, (v - 292) / .78) > 290 + 22 * nz(a * 60 + 400):
                continue
            best, bi = 1e9, 0
            for i, nme in enumerate(names):
                sx, sy = seeds[nme]
                q = (u - sx) ** 2 + (v - sy) ** 2
                if q < best:
                    best, bi = q, i + 1
            px[x, y] = bi
    WW, HH = 1600 * S, 1200 * S
    im = Image.new("RGB", (WW, HH), rgb("#f6f1e4"))
    allm = lab.point(lambda q: 255 if q else 0).resize((WW, HH), Image.BICUBIC).filter(ImageFilter.GaussianBlur(7)).point(lambda q: 255 if q > 127 else 0)
    im.paste(rgb("#c9bfa4"), (14, 18), allm.filter(ImageFilter.GaussianBlur(14)).point(lambda q: q * 150 // 255))
    im.paste(rgb("#e9dcc4"), (0, 0), allm)
    for i, nme in enumerate(names):
        m = lab.point(lambda q, i=i: 255 if q == i + 1 else 0).resize((WW, HH), Image.BICUBIC).filter(ImageFilter.GaussianBlur(7)).point(lambda q: 255 if q > 127 else 0)
        m = ImageChops.multiply(m, allm)
        im.paste(rgb(col[nme]), (0, 0), m)
        edge = ImageChops.subtract(m, m.filter(ImageFilter.MinFilter(9)))
        inn = ImageChops.multiply(ImageChops.invert(m.filter(ImageFilter.GaussianBlur(26))), m).point(lambda q: q // 3)
        im.paste(mix(col[nme], "#7a6a3a", .6), (0, 0), inn)
        im.paste(rgb("#8a7a55"), (0, 0), edge)
    oe = ImageChops.subtract(allm.filter(ImageFilter.MaxFilter(9)), allm.filter(ImageFilter.MinFilter(7)))
    im.paste(rgb("#6a4a2c"), (0, 0), oe.filter(ImageFilter.GaussianBlur(1)))
    d = ImageDraw.Draw(im, "RGBA")

    def line(pts, width, c, mask=True, dash=None):
        m = Image.new("L", (WW, HH), 0)
        q = ImageDraw.Draw(m)
        pp = [(x * S, y * S) for x, y in spline(pts, n=24)]
        if dash:
            for i in range(0, len(pp) - dash, dash * 2):
                q.line(pp[i:i + dash + 1], fill=255, width=int(width * S))
        else:
            q.line(pp, fill=255, width=int(width * S), joint="curve")
            for x, y in pp[::4]:
                q.ellipse([x - width * S / 2, y - width * S / 2, x + width * S / 2, y + width * S / 2], fill=255)
        if mask:
            m = ImageChops.multiply(m, allm)
        im.paste(rgb(c), (0, 0), m)
    # đồi
    for cx, cy, n, sp in ((330, 300, 16, 110), (560, 205, 7, 80), (1010, 250, 7, 80)):
        for _ in range(n):
            x, y = cx + r.gauss(0, sp * .55), cy + r.gauss(0, sp * .3)
            s = r.uniform(15, 26)
            if not (60 < x < 1540 and all(allm.getpixel((int((x + o) * S), int((y - 8) * S))) for o in (-s - 8, 0, s + 8))):
                continue
            d.polygon([((x - s) * S, y * S), (x * S, (y - s * 1.1) * S), ((x + s) * S, y * S)], fill=al("#8fa86a", 150))
            d.polygon([(x * S, (y - s * 1.1) * S), ((x + s) * S, y * S), ((x + s * .2) * S, y * S)], fill=al("#6a8a50", 150))
    river = [(60, 960), (300, 985), (470, 960), (640, 985), (760, 930), (820, 800), (960, 745), (1080, 760), (1180, 690), (1260, 540), (1230, 420), (1330, 300), (1500, 250)]
    line(river, 36, "#7fb0bd", True)
    line(river, 28, "#a9d3dc", True)
    line([(640, 250), (648, 330), (600, 420), (640, 520), (610, 640), (690, 780), (760, 900)], 8, "#a9d3dc")
    lake = spline([(610, 196), (680, 190), (716, 232), (690, 280), (640, 292), (600, 262), (584, 228)], closed=True, n=14)
    d.polygon([(x * S, y * S) for x, y in lake], fill=rgb("#a9d3dc"), outline=rgb("#6aa0b0"), width=3 * S)
    # đường
    main_road = [(70, 760), (330, 720), (560, 640), (800, 590), (940, 600), (1120, 640), (1320, 700), (1520, 720)]
    for wd, c in ((15, "#8a5a34"), (10, "#fbe9b8")):
        line(main_road, wd, c)
    for pts in ([(940, 600), (905, 470), (950, 330), (1000, 200)], [(560, 640), (480, 520), (400, 400), (360, 300)], [(560, 640), (620, 790), (560, 880)], [(800, 590), (680, 480), (676, 330)], [(940, 600), (930, 760), (920, 900), (980, 1010)]):
        line(pts, 8, "#9a7a50")
        line(pts, 5, "#fffaf0")
    # cầu
    for o in (-1, 1):
        d.line([((926 + o * 12) * S, 726 * S), ((924 + o * 12) * S, 790 * S)], fill=rgb("#5a3a20"), width=4 * S)

    def text(x, y, t, size, c="#2a2a1e", bold=False, halo="#fffaf0", anchor="mm", hw=4):
        d.text((x * S, y * S), t, font=font(size * S, bold), fill=rgb(c), anchor=anchor, stroke_width=hw * S if halo else 0, stroke_fill=rgb(halo) if halo else None)

    def dot(x, y, c, kind):
        d.ellipse([(x - 17) * S, (y - 17) * S, (x + 17) * S, (y + 17) * S], fill=rgb("#fffaf0"), outline=rgb(c), width=4 * S)
        if kind == "uy":
            d.polygon([((x - 9) * S, (y + 8) * S), ((x - 9) * S, (y - 2) * S), (x * S, (y - 11) * S), ((x + 9) * S, (y - 2) * S), ((x + 9) * S, (y + 8) * S)], fill=rgb(c))
        elif kind == "2":
            d.rectangle([(x - 8) * S, (y - 8) * S, (x + 8) * S, (y + 8) * S], fill=rgb(c))
        elif kind == "tr":
            d.polygon([((x - 11) * S, (y - 2) * S), (x * S, (y - 9) * S), ((x + 11) * S, (y - 2) * S), (x * S, (y + 5) * S)], fill=rgb(c))
            d.rectangle([(x - 6) * S, (y + 2) * S, (x + 6) * S, (y + 8) * S], fill=rgb(c))
        elif kind == "yt":
            d.rectangle([(x - 3.5) * S, (y - 9) * S, (x + 3.5) * S, (y + 9) * S], fill=rgb(c))
            d.rectangle([(x - 9) * S, (y - 3.5) * S, (x + 9) * S, (y + 3.5) * S], fill=rgb(c))
        elif kind == "ch":
            d.polygon([((x - 11) * S, (y - 1) * S), ((x - 7) * S, (y - 8) * S), ((x + 7) * S, (y - 8) * S), ((x + 11) * S, (y - 1) * S)], fill=rgb(c))
            d.rectangle([(x - 8) * S, (y + 1) * S, (x + 8) * S, (y + 8) * S], fill=rgb(c))
        else:
            d.polygon([((x - 12) * S, (y - 1) * S), ((x - 5) * S, (y - 7) * S), ((x + 5) * S, (y - 7) * S), ((x + 12) * S, (y - 1) * S)], fill=rgb(c))
            for o in (-7, 0, 7):
                d.rectangle([(x + o - 1.5) * S, y * S, (x + o + 1.5) * S, (y + 8) * S], fill=rgb(c))
    for x, y, c, kd in ((980, 560, "#b3261c", "uy"), (1206, 800 - 40, "#b3261c", "2"), (700, 856, "#2f5f9a", "tr"), (1130, 560, "#2f5f9a", "tr"), (1010, 330, "#2f5f9a", "tr"),
                        (860, 640, "#1f7a5a", "yt"), (1236, 640, "#a8641c", "ch"), (905, 680, "#7a4a86", "di")):
        dot(x, y, c, kd)
    for nme, (x, y) in {"Đồi Trám": (380, 370), "Suối Reo": (790, 262), "Gò Mơ": (955, 400), "Luỹ Tre": (395, 610), "Giếng Đá": (690, 560), "Cây Gạo": (965, 512),
                        "Đồng Sương": (560, 830), "Cầu Ván": (985, 860), "Bến Trăng": (1195, 590)}.items():
        text(x, y - 14, "Thôn", 22, "#5a4a2c")
        text(x, y + 14, nme, 34, "#3a2412", True)
    text(1076, 806, "Sông Ngàn Mây", 25, "#2f6a80")
    text(650, 168, "Hồ Suối Reo", 24, "#2f6a80")
    text(1040, 205, "Đồi Gió", 23, "#4f6a34")
    text(842, 742, "Cầu Ván Mới", 22, "#5a3a20")
    # tiêu đề, chú giải
    d.rectangle([0, 0, WW, 108 * S], fill=rgb("#1f5a50"))
    d.text((56 * S, 54 * S), "Sơ đồ 9 thôn của xã Lúa Vàng", font=font(46 * S, True), fill=rgb("#fffaf0"), anchor="lm")
    d.text((1544 * S, 54 * S), "Sơ đồ minh hoạ", font=font(32 * S, True), fill=rgb("#f6d98a"), anchor="rm")
    d.rounded_rectangle([1206 * S, 776 * S, 1564 * S, 1136 * S], 14 * S, fill=rgb("#fffaf0"), outline=rgb("#b9a67c"), width=3 * S)
    d.text((1234 * S, 808 * S), "Chú giải", font=font(27 * S, True), fill=rgb("#3a2412"), anchor="lm")
    for i, (c, kd, t) in enumerate((("#b3261c", "uy", "Trụ sở xã"), ("#b3261c", "2", "Điểm tiếp nhận thứ hai"), ("#2f5f9a", "tr", "Trường học"), ("#1f7a5a", "yt", "Trạm Y tế xã"), ("#a8641c", "ch", "Chợ Bến Trăng"), ("#7a4a86", "di", "Đình Cây Gạo"))):
        dot(1256, 852 + i * 42, c, kd)
        d.text((1290 * S, (852 + i * 42) * S), t, font=font(23 * S), fill=rgb("#2a2a1e"), anchor="lm")
    d.line([(1238 * S, 1102 * S), (1274 * S, 1102 * S)], fill=rgb("#8a5a34"), width=13 * S)
    d.line([(1238 * S, 1102 * S), (1274 * S, 1102 * S)], fill=rgb("#fbe9b8"), width=8 * S)
    d.text((1290 * S, 1102 * S), "Đường trục xã", font=font(23 * S), fill=rgb("#2a2a1e"), anchor="lm")
    cx, cy = 130, 230
    d.ellipse([(cx - 56) * S, (cy - 56) * S, (cx + 56) * S, (cy + 56) * S], fill=rgb("#fffaf0"), outline=rgb("#b9a67c"), width=3 * S)
    d.polygon([(cx * S, (cy - 44) * S), ((cx + 13) * S, cy * S), ((cx - 13) * S, cy * S)], fill=rgb("#b3261c"))
    d.polygon([(cx * S, (cy + 44) * S), ((cx + 13) * S, cy * S), ((cx - 13) * S, cy * S)], fill=rgb("#8f8674"))
    d.text((cx * S, (cy - 78) * S), "Bắc", font=font(24 * S, True), fill=rgb("#3a2412"), anchor="mm")
    d.text((56 * S, 1108 * S), "Xã Lúa Vàng là địa danh hư cấu. Sơ đồ chỉ minh hoạ vị trí tương đối,", font=font(23 * S), fill=rgb("#5a4a2c"), anchor="lm")
    d.text((56 * S, 1142 * S), "không theo tỷ lệ và không dùng để xác định ranh giới.", font=font(23 * S), fill=rgb("#5a4a2c"), anchor="lm")
    out = im.resize((1600, 1200), Image.LANCZOS)
    out.quantize(200, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    print("ban-do-hanh-chinh.png", path.stat().st_size // 1000, "KB")


# ------------------------------------------------------------------ chạy
def _one(args):
    name, pngdir = args
    fn, year = SCENES[name]
    out, size, amp = finish(fn(name), MEDIA / str(year) / f"{name}.jpg", name)
    if pngdir:
        out.save(Path(pngdir) / f"{name}.png")
    return f"{year}/{name}.jpg {size // 1000} KB, hạt {amp}"


def main(argv):
    pngdir = None
    if "--png" in argv:
        i = argv.index("--png")
        pngdir = argv[i + 1]
        Path(pngdir).mkdir(parents=True, exist_ok=True)
        del argv[i:i + 2]
    names = [n for n in SCENES if not argv or any(a in n for a in argv)]
    with ProcessPoolExecutor() as ex:
        for line in ex.map(_one, [(n, pngdir) for n in names]):
            print(line, flush=True)
    if not argv or any(a in "bieu-trung" for a in argv):
        emblem(MEDIA / "bieu-trung.png")
    if not argv or any(a in "ban-do-hanh-chinh" for a in argv):
        commune_map(MEDIA / "ban-do-hanh-chinh.png")


if __name__ == "__main__":
    main(sys.argv[1:])
