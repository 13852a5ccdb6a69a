using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Watching;
using CsCheck;

namespace AlephZeroMonitor.History;

public class RecordJsonTests
{
    [Fact]
    public void Read_WhatWriteWrote_IsTheSameObservation() => RoundTrip(Empty, RecordJsonContext.Default.Observation);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameState() => RoundTrip(NodeState.Initial, RecordJsonContext.Default.NodeState);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSamePolicy() => RoundTrip(new Policy(), RecordJsonContext.Default.Policy);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameDecision() => RoundTrip(Watchdog.Decide(NodeState.Initial, Empty, new Policy()).Decision, RecordJsonContext.Default.Decision);

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameMemory() => RoundTrip(NodeMemory.None, RecordJsonContext.Default.NodeMemory);

    [Fact]
    public void Read_UnknownMember_IsIgnored() =>
        Assert.Equal(7u, RecordJson.Read("""{"blockLag20":7,"fromTheFuture":{"a":[1]}}""", new Policy(), RecordJsonContext.Default.Policy).BlockLag20);

    [Fact]
    public void Read_MissingMember_TakesTheDefault() =>
        Assert.Equal(new Policy { BlockLag20 = 7 }, RecordJson.Read("""{"blockLag20":7}""", new Policy(), RecordJsonContext.Default.Policy));

    [Fact]
    public void Read_MissingMemberOfAnInnerRecord_TakesItsDefault()
    {
        var seen = RecordJson.Read("""{"facts":{"best":5},"head":{"number":6}}""", Empty, RecordJsonContext.Default.Observation);
        Assert.Equal((5u, 6u, 0), (seen.Facts.Best, seen.Head.Number, seen.Facts.Trail.Length));
    }

    [Fact]
    public void Read_UnknownName_Throws() =>
        Assert.Throws<JsonException>(() => RecordJson.Read("""{"runState":"Levitating"}""", Empty, RecordJsonContext.Default.Observation));

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameOutcome() =>
        RoundTrip(new ActionOutcome(default, default), RecordJsonContext.Default.ActionOutcome);

    [Fact]
    public void WriteShort_Defaults_AreLeftOut() => Assert.Equal(
        """{"facts":{"best":5,"bestAt":7},"report":{"peers":3},"runState":"Running"}""",
        RecordJson.WriteShort(
            Empty with { RunState = RunState.Running, Facts = new() { Best = 5, BestAt = new LogTime(7) }, Report = new() { Peers = 3 } },
            Empty,
            RecordJsonContext.Default.Observation));

    [Theory]
    [InlineData("""{"unixNanoseconds":7,"fractionDigits":9,"offsetMinutes":0}""", 9)]
    [InlineData("""{"unixNanoseconds":7,"fractionDigits":3,"offsetMinutes":0}""", 3)]
    [InlineData("7", 9)]
    public void Read_TimeOfALogLine_InEachForm(string json, byte digits) => Assert.Equal(
        new LogTime(7, digits), RecordJson.Read($$$"""{"facts":{"bestAt":{{{json}}}}}""", Empty, RecordJsonContext.Default.Observation).Facts.BestAt);

    [Theory]
    [InlineData("""{"facts":{"bestAt":"yesterday"}}""")]
    [InlineData("""{"facts":{"bestAt":{"unixNanoseconds":7}}}""")]
    public void Read_NoTimeOfALogLine_Throws(string json) =>
        Assert.Throws<JsonException>(() => RecordJson.Read(json, Empty, RecordJsonContext.Default.Observation));

    [Fact]
    public void Differences_ItemOfAnArray_IsNamedByItsIndex() => Assert.Equal(
        [new RecordDifference("a[1].b", "1", "2")],
        RecordJson.Differences("""{"a":[{"b":0},{"b":1}]}""", """{"a":[{"b":0},{"b":2,"added":1}]}"""));

    [Fact]
    public void Added_MembersThatTheSavedTextLacks_AreNamedByPath() => Assert.Equal(
        ["b.added", "c[0].added", "added"],
        RecordJson.Added("""{"a":1,"b":{},"c":[{"x":1}]}""", """{"a":2,"b":{"added":1},"c":[{"x":1,"added":1}],"added":{"x":1}}"""));

    [Fact]
    public void Differences_ChangedMembers_AreNamedWithBothValues() => Assert.Equal(
        [new RecordDifference("a", "1", "2"), new RecordDifference("b.c", "null", "\"x\"")],
        RecordJson.Differences("""{"a":1,"b":{"c":null},"same":[1]}""", """{"a":2,"b":{"c":"x"},"same":[1],"added":1}"""));

    private static Observation Empty { get; } = new() { At = default, Elapsed = default, RunState = default };

    private static void RoundTrip<T>(T defaults, JsonTypeInfo<T> type) => Gen.Int.Sample(seed =>
    {
        var record = RandomRecord.Of<T>(seed);
        return RandomRecord.AreEqual(record, RecordJson.Read(RecordJson.Write(record, type), defaults, type))
            && RandomRecord.AreEqual(record, RecordJson.Read(RecordJson.WriteShort(record, defaults, type), defaults, type));
    });
}
