using AlephZeroMonitor.Core.Logs;
using CsCheck;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The simulation's quick model of a log has the facts that the real reader finds in the text.</summary>
public class LogModelTests
{
    private static readonly Gen<(int What, double Wait, uint Number)[]> Lines = Gen.Select(Gen.Int[0, 19], Gen.Double[0, 20], Gen.UInt[1, 100_000_000]).Array[1, 60];

    [Fact]
    public void Facts_SameLines_AreThoseOfTheRealReader() => Gen.Select(Lines, Gen.ULong).Sample(
        (lines, seed) =>
        {
            var quick = new FastLog();
            var real = new TextLog(new Chance(seed));
            var at = 0.0;
            var clock = new WorldClock(0);
            foreach (var (what, wait, number) in lines)
            {
                // Lines of the same nanosecond and text would be one line to the reader.
                at += 0.001 + wait;
                Write(quick, clock.Stamp(at), what, number);
                Write(real, clock.Stamp(at), what, number);
            }

            return Told(quick.Facts) == Told(real.Facts);
        },
        iter: 300);

    private static void Write(INodeLog log, LogTime at, int what, uint number)
    {
        switch (what)
        {
            case 0: log.Banner(at); break;
            case 1: log.Session(at, number); break;
            case 2 or 3: log.Produced(at, number); break;
            case 4: log.Sync(at, MajorSync.In); break;
            case 5: log.Sync(at, MajorSync.Left); break;
            default: log.Best(at, number); break;
        }
    }

    private static string Told(NodeFacts f) =>
        (f.NodeStartedAt, f.Best, f.BestAt, f.Session, f.SessionStartedAt, (f.MajorSync, f.MajorSyncAt, f.PreparedInSession, f.PreSealedInSession, f.LastProducedBlock, f.ProducedAt)).ToString();
}
