using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

public class StateSpansTests
{
    [Fact]
    public void Of_DecisionsOfOneReason_AreOneSpan() =>
        Assert.Equal("0-5 InStep, 5-9 FarBehind", Spans([(0, Reason.InStep), (2, Reason.InStep), (5, Reason.FarBehind), (6, Reason.FarBehind)], [], 1, 9));

    [Fact]
    public void Of_WhatEndedBefore_IsLeftOut() => Assert.Equal("5-9 InStep", Spans([(0, Reason.FarBehind), (5, Reason.InStep)], [], 5, 9));

    [Fact]
    public void Of_Silence_IsNotKnown() => Assert.Equal("0-3 InStep, 3-6 , 6-9 InStep", Spans([(0, Reason.InStep)], [(3, 6)], 0, 9));

    [Fact]
    public void Of_SilenceOverAChange_IsOneSpan() =>
        Assert.Equal("0-3 InStep, 3-6 , 6-9 NotRunning", Spans([(0, Reason.InStep), (5, Reason.NotRunning)], [(3, 6)], 0, 9));

    [Fact]
    public void Of_SilenceUntilTheEnd_IsNotKnown() => Assert.Equal("0-3 InStep, 3-9 ", Spans([(0, Reason.InStep)], [(3, 9)], 0, 9));

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal("", Spans([], [(0, 9)], 0, 9));

    private static string Spans((int At, Reason Reason)[] changes, (int From, int To)[] silences, int from, int to) => string.Join(", ", StateSpans
        .Of([.. changes.Select(each => (At(each.At), each.Reason))], [.. silences.Select(each => (At(each.From), At(each.To)))], At(from), At(to))
        .Select(span => $"{span.From.Second}-{span.To.Second} {span.Reason}"));

    private static DateTimeOffset At(int second) => new(2025, 3, 12, 8, 0, second, TimeSpan.Zero);
}
