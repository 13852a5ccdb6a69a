using System.Diagnostics;

namespace AlephZeroMonitor.Watching;

/// <summary>The steps of a check, as spans of a trace. They are made only while somebody listens; otherwise each is null.</summary>
public static class Steps
{
    /// <summary>Where the spans come from.</summary>
    public static readonly ActivitySource Source = new("alephzero-monitor");

    /// <summary>Begins a check: the root of its trace.</summary>
    public static Activity? BeginCheck(string node) => Source.StartActivity("check")?.SetTag("alephzero.node.name", node);

    /// <summary>Begins a step of what is going on.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);
}
