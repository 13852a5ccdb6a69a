using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Core;
using CsCheck;

namespace AlephZeroMonitor.History;

public class RecordJsonTests
{
    [Fact]
    public void Read_WhatWriteWrote_IsTheSameObservation() => RoundTrip(Empty, HistoryJson.Default.Observation);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameState() => RoundTrip(NodeState.Initial, HistoryJson.Default.NodeState);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSamePolicy() => RoundTrip(new Policy(), HistoryJson.Default.Policy);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameDecision() => RoundTrip(Watchdog.Decide(NodeState.Initial, Empty, new Policy()).Decision, HistoryJson.Default.Decision);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameMemory() => RoundTrip(NodeMemory.None, HistoryJson.Default.NodeMemory);

    [Fact]
    public void Read_UnknownMember_IsIgnored() =>
        Assert.Equal(7u, RecordJson.Read("""{"blockLag20":7,"fromTheFuture":{"a":[1]}}""", new Policy(), HistoryJson.Default.Policy).BlockLag20);

    [Fact]
    public void Read_MissingMember_TakesTheDefault() =>
        Assert.Equal(new Policy { BlockLag20 = 7 }, RecordJson.Read("""{"blockLag20":7}""", new Policy(), HistoryJson.Default.Policy));

    [Fact]
    public void Read_MissingMemberOfAnInnerRecord_TakesItsDefault()
    {
        var seen = RecordJson.Read("""{"facts":{"best":5},"head":{"number":6}}""", Empty, HistoryJson.Default.Observation);
        Assert.Equal((5u, 6u, 0), (seen.Facts.Best, seen.Head.Number, seen.Facts.Trail.Length));
    }

    [Fact]
    public void Read_UnknownName_Throws() =>
        Assert.Throws<JsonException>(() => RecordJson.Read("""{"container":"Levitating"}""", Empty, HistoryJson.Default.Observation));

    [Fact]
    public void Differences_ChangedMembers_AreNamedWithBothValues() => Assert.Equal(
        [new RecordDifference("a", "1", "2"), new RecordDifference("b.c", "null", "\"x\"")],
        RecordJson.Differences("""{"a":1,"b":{"c":null},"same":[1]}""", """{"a":2,"b":{"c":"x"},"same":[1],"added":1}"""));

    private static Observation Empty { get; } = new() { At = default, Elapsed = default, RunState = default };

    private static void RoundTrip<T>(T defaults, JsonTypeInfo<T> type) => Gen.Int.Sample(seed =>
    {
        var record = RandomRecord.Of<T>(seed);
        return RandomRecord.AreEqual(record, RecordJson.Read(RecordJson.Write(record, type), defaults, type));
    });
}
