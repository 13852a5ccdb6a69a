using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Commands.Terminal;

public class TopViewTests
{
    private static readonly NodeStatus Well = Node("a-well", Reason.InStep);
    private static readonly NodeStatus Alerted = Node("b-alerted", Reason.InStep, alerts: AlertKind.FinalityStalled);
    private static readonly NodeStatus Syncing = Node("c-syncing", Reason.Syncing);
    private static readonly NodeStatus Held = Node("d-held", Reason.FarBehind, Hold.BackingOff);
    private static readonly NodeStatus Stopped = Node("e-stopped", Reason.NotRunning);

    [Fact]
    public void Lines_Nodes_HasThoseToLookAtFirst() =>
        Assert.Equal([Held.Name, Stopped.Name, Alerted.Name, Syncing.Name, Well.Name], Lines(24).Skip(3).Select(line => line.Split(' ')[0]));

    [Fact]
    public void Lines_Header_CountsEachKind() =>
        Assert.Equal("alephzero-monitor  00:00:00Z  q: quit  5 watched: 1 held, 1 not running, 1 with alerts", Lines(24)[0]);

    [Fact]
    public void Lines_LessRoomThanNodes_SaysHowManyMore()
    {
        var lines = Lines(6);
        Assert.Equal(6, lines.Count);
        Assert.Equal("… 3 more", lines[^1]);
        Assert.StartsWith(Held.Name, lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(9)]
    [InlineData(5)]
    public void Lines_MonitorThatAnswersNoMore_SaysSoUnderTheHeaderHoweverLittleRoomThereIs(int height) =>
        Assert.Equal("What stands here is of 00:00:00Z: no monitor answers", Lines(height, "no monitor answers\nIs it running?")[1]);

    private static IReadOnlyList<string> Lines(int height, string? problem = null) =>
        TopView.Lines(new NodeList(DateTimeOffset.UnixEpoch, [Well, Alerted, Syncing, Held, Stopped]), problem, 100, height, new Colors(isOn: false));

    private static NodeStatus Node(string name, Reason reason, Hold hold = Hold.None, AlertKind? alerts = null) => new()
    {
        Name = name,
        IsFresh = true,
        Policy = new Policy(),
        Alerts = alerts is { } kind ? [new(kind, default, default, "", "", "")] : [],
        Decision = new Decision { At = DateTimeOffset.UnixEpoch, RunState = RunState.Running, Reason = reason, Hold = hold },
    };
}
