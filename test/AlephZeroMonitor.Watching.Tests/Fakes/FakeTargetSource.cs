using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>A source whose names a test sets.</summary>
internal sealed class FakeTargetSource(params ImmutableArray<string> names) : ITargetSource
{
    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; private set; } = names;

    public Func<string, FakeTarget> OnOpen { get; set; } = _ => new FakeTarget([]);

    public ConcurrentQueue<(string Name, FakeTarget Target)> Opened { get; } = [];

    public bool IsListenedTo => Changed is not null;

    /// <inheritdoc/>
    public ITarget Open(string name)
    {
        var target = OnOpen(name);
        Opened.Enqueue((name, target));
        return target;
    }

    /// <summary>The names are these from now on.</summary>
    public void Set(params ImmutableArray<string> now)
    {
        Names = now;
        Changed?.Invoke();
    }
}
