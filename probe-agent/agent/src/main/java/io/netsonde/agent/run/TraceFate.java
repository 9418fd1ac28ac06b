package io.netsonde.agent.run;

/** What becomes of a probe's traces and of the path under them. Called on the loop's thread. */
interface TraceFate {
  /** Of a probe that is not traced. */
  TraceFate NONE =
      new TraceFate() {
        @Override
        public void traceFailed(int flow, String reason) {}

        @Override
        public void pathChanged() {}
      };

  /**
   * A trace that was taken on does not begin after all.
   *
   * @param reason for a person to read
   */
  void traceFailed(int flow, String reason);

  /** Packets go elsewhere or come from elsewhere from now on: a trace under way is given up. */
  void pathChanged();
}
