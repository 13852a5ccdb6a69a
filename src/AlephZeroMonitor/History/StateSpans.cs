namespace AlephZeroMonitor.History;

/// <summary>Puts together the states of a node over time.</summary>
internal static class StateSpans
{
    /// <param name="changes">The decisions, oldest first.</param>
    /// <param name="silences">When no check was saved; oldest first, apart from one another.</param>
    /// <param name="from">What ended before is left out.</param>
    /// <param name="to">When the last state ends.</param>
    public static IReadOnlyList<StateSpan> Of(
        IReadOnlyList<(DateTimeOffset At, Reason Reason)> changes, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> silences, DateTimeOffset from, DateTimeOffset to)
    {
        List<StateSpan> spans = [];
        for (var i = 0; i < changes.Count; i++)
        {
            var (begin, end) = (changes[i].At, i + 1 < changes.Count ? changes[i + 1].At : to);
            foreach (var silence in silences.Where(silence => silence.From < end && silence.To > begin))
            {
                Add(spans, begin, silence.From, changes[i].Reason);
                Add(spans, Later(begin, silence.From), Earlier(silence.To, end), null);
                begin = silence.To;
            }

            Add(spans, begin, end, changes[i].Reason);
        }

        return [.. spans.Where(span => span.To > from)];
    }

    /// <summary>A decision that changed something else goes on with the state before.</summary>
    private static void Add(List<StateSpan> spans, DateTimeOffset from, DateTimeOffset to, Reason? reason)
    {
        if (from >= to)
        {
            return;
        }

        if (spans is [.., var last] && last.Reason == reason && last.To == from)
        {
            spans[^1] = last with { To = to };
        }
        else
        {
            spans.Add(new StateSpan(from, to, reason));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
