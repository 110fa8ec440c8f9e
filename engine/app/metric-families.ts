/** Everything that is measured. Names and labels are what dashboards and alarms are made of: they stay. */
export const metricFamilies = {
  controlbook_info: { type: 'gauge', help: 'Always 1; the version is in the label.' },
  controlbook_ready: { type: 'gauge', help: '1 when the engine is ready for work, as /health/ready says it.' },
  controlbook_changes_total: { type: 'counter', help: 'Changes judged, by the way they came and the verdict.' },
  controlbook_change_set_seconds: {
    type: 'histogram',
    help: 'From a change set that has arrived to its verdicts, durable.',
  },
  controlbook_change_sets_waiting: { type: 'gauge', help: 'Change sets that wait for their verdicts.' },
  controlbook_entries_total: { type: 'counter', help: 'Durable entries of the journal taken in, by channel.' },
  controlbook_journal_position: { type: 'gauge', help: 'Where the journal of a partition ends.' },
  controlbook_requests_total: { type: 'counter', help: 'HTTP requests answered, by method and status.' },
  controlbook_request_seconds: {
    type: 'histogram',
    help: 'From the first byte of a request to the last of its answer; those that wait on purpose are left out.',
  },
  controlbook_refused_total: { type: 'counter', help: 'Requests and messages refused, by the code of the problem.' },
  controlbook_connections: { type: 'gauge', help: 'Panes connected to the live channel.' },
  controlbook_workbooks: { type: 'gauge', help: 'Workbooks of the folder, by how they stand.' },
  controlbook_event_loop_delay_seconds: {
    type: 'gauge',
    help: 'How late the event loop has been since the last reading, by quantile.',
  },
  process_cpu_seconds_total: { type: 'counter', help: 'Processor time used.' },
  process_resident_memory_bytes: { type: 'gauge', help: 'Memory held.' },
  process_start_time_seconds: { type: 'gauge', help: 'When the process was started, since 1970.' },
  nodejs_heap_used_bytes: { type: 'gauge', help: 'Memory used by objects.' },
} as const;

export type MetricName = keyof typeof metricFamilies;
