/** What performance.md sets as goals: paired ratios, unless the name says another unit. */
const atLeast = (goal) => ({ text: `≥ ${goal}`, met: (value) => value >= goal });
const atMost = (goal) => ({ text: `≤ ${goal}`, met: (value) => value <= goal });

export const GOALS = {
  append_ratio_1: atLeast(0.8),
  append_ratio_8: atLeast(1),
  append_ratio_32: atLeast(1.1),
  append_cpu_us_32: atMost(12),
  batch10_ratio_32: atLeast(0.65),
  full_ratio_32: atLeast(0.6),
  append_ratio_1_1ms: atLeast(0.9),
  append_ratio_8_1ms: atLeast(1.25),
  append_ratio_32_1ms: atLeast(1.1),
  batch10_ratio_32_1ms: atLeast(0.65),
  full_ratio_32_1ms: atLeast(0.6),
  append_cpu_us_32_1ms: atMost(12),
  emmett_append_ratio_32: atLeast(4),
  best_peer_append_ratio_32: atLeast(1.8),
  catchup_ratio: atLeast(0.8),
  document_eps: atLeast(30_000),
  rebuild_eps: atLeast(80_000),
  emmett_document_ratio: atLeast(10),
  visible_p50_ratio: atMost(3),
  visible_p99_ratio: atMost(3),
  read_ratio: atLeast(1),
  http_command_ratio: atMost(3),
  http_view_ratio: atMost(2),
  growth_ratio: atLeast(0.8),
  ours_missed: atMost(0),
  ours_duplicated: atMost(0),
  ours_reordered: atMost(0),
};

/** Always in the last line; null where a part was left out or could not run. */
export const KEYS = [
  ...['append_ratio_1', 'append_ratio_8', 'append_ratio_32', 'append_cpu_us_32', 'batch10_ratio_32', 'full_ratio_32'],
  ...['catchup_ratio', 'document_eps', 'rebuild_eps', 'visible_p50_ratio', 'visible_p99_ratio', 'read_ratio'],
  ...['http_command_ratio', 'http_view_ratio', 'growth_ratio'],
  ...[
    'append_ratio_1_1ms',
    'append_ratio_8_1ms',
    'append_ratio_32_1ms',
    'append_cpu_us_32_1ms',
    'batch10_ratio_32_1ms',
    'full_ratio_32_1ms',
  ],
  ...['emmett_append_ratio_32', 'emmett_missed', 'ours_missed'],
];
