using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Commands.Terminal;

public class TablesTests
{
    [Fact]
    public void Of_HelpOfRestarts_ShowsThoseThatHelpedAndThoseNotKnown() => Assert.Equal(
        [
            "NODE  REASON      HELPED  NOT KNOWN",
            "a     FarBehind   1 of 2          1",
            "a     -                -          1",
            "b     IdleBehind  3 of 3",
        ],
        Tables.Of([
            new HelpShare("a", Reason.FarBehind, Recovered: 1, Judged: 2, All: 3),
            new HelpShare("a", null, Recovered: 0, Judged: 0, All: 1),
            new HelpShare("b", Reason.IdleBehind, Recovered: 3, Judged: 3, All: 3),
        ]).Lines(null, new Colors(isOn: false)));

    [Fact]
    public void Of_Restarts_ShowWhatTheyDid() => Assert.Matches(
        " 5m0s +1970-01-01 00:00:00Z  a +FarBehind +150 +Restarted +3.0 s +NoChange$",
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
        ], DateTimeOffset.UnixEpoch.AddMinutes(5)).Lines(null, new Colors(isOn: false)).Last());
}
