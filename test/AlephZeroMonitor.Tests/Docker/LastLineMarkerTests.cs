using System.Text;

namespace AlephZeroMonitor.Docker;

public class LastLineMarkerTests
{
    private const string Stamp = "2025-03-12T08:20:11.004499354Z";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(1000)]
    public void Take_ReadsOfAnySize_FindsTheStampAndNotBefore(int size)
    {
        var marker = new LastLineMarker(Encoding.ASCII.GetBytes(Stamp));
        var before = Encoding.ASCII.GetBytes($"2025-03-12T08:20:11.004499353Z {new string('x', 90)}\n");
        Feed(marker, before, size);
        Assert.False(marker.IsReached);
        Feed(marker, Encoding.ASCII.GetBytes(Stamp + " last\n"), size);
        Assert.True(marker.IsReached);
    }

    [Fact]
    public void IsReached_EmptyLog_IsTrueAtOnce() => Assert.True(new LastLineMarker([]).IsReached);

    private static void Feed(LastLineMarker marker, byte[] bytes, int size)
    {
        for (var at = 0; at < bytes.Length; at += size)
        {
            marker.Take(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
        }
    }
}
