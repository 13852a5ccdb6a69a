using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Commands.Terminal;

public class TablesTests
{
    [Fact]
    public void Of_HelpOfRestarts_ShowsThoseThatHelpedAndThoseNotKnown() => Assert.Equal(
        [
            "NODE  REASON       HELPED  NOT KNOWN",
            "a     far behind   1 of 2          1",
            "a     unknown           -          1",
            "b     idle behind  3 of 3",
        ],
        Tables.Of([
            new HelpShare("a", Reason.FarBehind, Recovered: 1, Judged: 2, All: 3),
            new HelpShare("a", null, Recovered: 0, Judged: 0, All: 1),
            new HelpShare("b", Reason.IdleBehind, Recovered: 3, Judged: 3, All: 3),
        ]).Lines(null, new Colors(isOn: false)));

    [Fact]
    public void Of_Restarts_ShowWhatTheyDid() => Assert.Matches(
        " far behind +150 +restarted +3.0 s +no change$",
        Tables.Of([
            new SavedAction
            {
                Id = 1,
                Node = "a",
                Remedy = Remedy.Restart,
                Life = new NodeLife("c", DateTimeOffset.UnixEpoch),
                At = DateTimeOffset.UnixEpoch,
                Reason = Reason.FarBehind,
                Lag = 150,
                Outcome = new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)),
                Effect = RestartEffect.NoChange,
            },
        ]).Lines(null, new Colors(isOn: false)).Last());
}
