/* Part of Ringfence's own sample: what its start-up is trained with. */
#include <stddef.h>
#include <math.h>

struct running {
  size_t count;
  double mean, spread, low, high;
};

void running_reset(struct running *r) {
  r->count = 0;
  r->mean = r->spread = 0.0;
  r->low = HUGE_VAL;
  r->high = -HUGE_VAL;
}

/* One pass over the values, after Welford's recurrence. */
void running_add(struct running *r, const double *values, size_t n, size_t stride) {
  for (size_t i = 0; i < n; i++) {
    double value = values[i * stride];
    double before = value - r->mean;
    r->count++;
    r->mean += before / (double)r->count;
    r->spread += before * (value - r->mean);
    if (value < r->low) {
      r->low = value;
    }
    if (value > r->high) {
      r->high = value;
    }
  }
}

double running_variance(const struct running *r, int sample) {
  size_t divisor = sample ? r->count - 1 : r->count;
  return divisor == 0 ? 0.0 : r->spread / (double)divisor;
}

void running_merge(struct running *into, const struct running *from) {
  if (from->count == 0) {
    return;
  }
  double gap = from->mean - into->mean;
  size_t count = into->count + from->count;
  into->spread += from->spread + gap * gap * (double)into->count * (double)from->count / (double)count;
  into->mean += gap * (double)from->count / (double)count;
  into->count = count;
  into->low = fmin(into->low, from->low);
  into->high = fmax(into->high, from->high);
}
