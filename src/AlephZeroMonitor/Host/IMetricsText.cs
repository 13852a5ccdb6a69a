namespace AlephZeroMonitor.Host;

/// <summary>The program's metrics as text, for whoever serves them.</summary>
internal interface IMetricsText
{
    /// <summary>All metrics in Prometheus's text format, as they are now.</summary>
    string Write();
}
