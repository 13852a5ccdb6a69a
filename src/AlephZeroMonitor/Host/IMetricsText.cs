namespace AlephZeroMonitor.Host;

/// <summary>All metrics of the program, as a text.</summary>
internal interface IMetricsText
{
    /// <summary>The metrics now, in Prometheus's text format.</summary>
    string Write();
}
