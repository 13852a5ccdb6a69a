using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The group of this machine's engine socket.</summary>
internal static class SocketGroup
{
    public static uint Id { get; } = Read();

    private static uint Read()
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", "-c %g /var/run/docker.sock") { RedirectStandardOutput = true })!;
        return uint.Parse(stat.StandardOutput.ReadToEnd(), null);
    }
}
