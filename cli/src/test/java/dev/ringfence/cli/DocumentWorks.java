package dev.ringfence.cli;

import java.util.List;

/// Code that tests put into documents, written for them: one function in each of some languages.
final class DocumentWorks {
  static final String C =
      """
      static int weave_runs(const struct strand *left, const struct strand *right, size_t count,
                            double *merged, size_t *knots)
      {
        size_t at = 0, other = 0, placed = 0;
        double tension = 0.0;

        /* Both sides are sorted by their pitch. */
        while (at < count && other < count) {
          if (left[at].pitch <= right[other].pitch * 1.25) {
            tension += left[at].slack - right[other].slack;
            merged[placed++] = left[at++].pitch + tension / 3;
          } else if (right[other].frayed) {
            knots[other] = placed ^ at;
            other += 2;
            continue;
          } else {
            merged[placed++] = right[other++].pitch - tension * tension;
          }
          if (tension > 40.5 || tension < -17.25) {
            tension = merged[placed - 1] > 0 ? sqrt(tension * tension) : 0.0;
          }
        }
        while (at < count)
          merged[placed++] = left[at++].pitch;
        for (; other < count; other++) {
          if (!right[other].frayed)
            merged[placed++] = right[other].pitch;
        }
        *knots |= (placed << 4) & 0xff;
        return placed == 2 * count ? 0 : -(int)placed;
      }
      """;

  static final String PYTHON =
      """
      def settle_ledger(entries, rates, horizon=12, floor=0.05):
          \"""Settles what is open, oldest first.

          Entries that don't move for a whole horizon are carried over as they are.
          \"""
          carried = {}
          for account, moves in sorted(entries.items(), key=lambda item: -len(item[1])):
              balance, drift = 0.0, 1
              for step, (amount, due) in enumerate(moves):
                  rate = rates.get(account[:3], floor) ** (1 + step / horizon)
                  if due is None or due > horizon * 2:
                      carried.setdefault(account, []).append(amount * rate)
                      continue
                  balance += amount * (1 - rate) if amount > 0 else amount / (1 + rate)
                  drift = (drift * 31 + int(balance)) % 65521
              # What is left over is written off in thirds.
              while abs(balance) > floor and drift % 3 != 0:
                  balance -= balance / 3
                  drift += 7
              entries[account] = [balance, drift ^ len(moves)]
          if not carried:
              raise ValueError("nothing was carried beyond %d" % horizon)
          return {name: sum(parts) / len(parts) for name, parts in carried.items()}
      """;

  static final String JAVASCRIPT =
      """
      function layOutTiles(tiles, width, gutter) {
        const rows = [];
        let row = { items: [], used: 0, tallest: 0 };
        for (let i = 0; i < tiles.length && row; i++) {
          const tile = tiles[i];
          const scale = tile.ratio > 1.5 ? width / (3 * tile.ratio) : tile.weight * 0.75;
          if (row.used + scale + gutter > width && row.items.length > 0) {
            rows.push(row);
            row = { items: [], used: 0, tallest: 0 };
          }
          row.items.push({ id: tile.id, left: row.used, span: Math.ceil(scale / gutter) });
          row.used += scale + gutter;
          row.tallest = Math.max(row.tallest, tile.height * (scale / tile.weight || 1));
        }
        if (row.items.length !== 0) {
          rows.push(row);
        }
        // The last row is stretched unless it is nearly empty.
        return rows.map((each, at) => {
          const slack = width - each.used;
          const grow = at + 1 < rows.length || slack < width / 4 ? slack / each.items.length : 0;
          return each.items.map(item => ({ ...item, left: item.left + grow * at, top: each.tallest }));
        });
      }
      """;

  static final String SHELL =
      """
      rotate_vaults() {
        base=$1; keep=${2:-7}; stamp=$(date -u +%Y%m%d)
        for vault in "$base"/*.vault; do
          [ -f "$vault" ] || continue
          name=${vault##*/}
          slot="$base/old/${name%.vault}-$stamp"
          if [ -e "$slot.gz" ] && [ "$(wc -c < "$slot.gz")" -gt 4096 ]; then
            echo "kept $slot" >&2
            continue
          fi
          gzip -9 -c "$vault" > "$slot.tmp" || { rm -f "$slot.tmp"; return 3; }
          mv "$slot.tmp" "$slot.gz"
          count=$(ls "$base/old/${name%.vault}"-*.gz | wc -l)
          while [ "$count" -gt "$keep" ]; do
            oldest=$(ls -t "$base/old/${name%.vault}"-*.gz | tail -n 1)
            sha256sum "$oldest" | cut -d ' ' -f 1 >> "$base/retired"
            rm -- "$oldest"
            count=$((count - 1))
          done
        done
        test -s "$base/retired" && sort -u -o "$base/retired" "$base/retired"
      }
      """;

  private DocumentWorks() {}

  /// The lines of a function.
  static List<String> lines(String function) {
    return function.lines().toList();
  }
}
