namespace AlephZeroMonitor.EndToEnd;

/// <summary>What ./test.sh made for these tests.</summary>
internal static class TestSettings
{
    /// <summary>The published native binary.</summary>
    public static string Binary => Read("ALEPHZERO_MONITOR_BINARY");

    /// <summary>The product's image.</summary>
    public static string Image => Read("ALEPHZERO_MONITOR_IMAGE");

    /// <summary>The simulated node's image.</summary>
    public static string SimulatorImage => Read("ALEPHZERO_SIMULATOR_IMAGE");

    /// <summary>A tiny image with a shell, to print log lines.</summary>
    public static string BusyboxImage => Read("ALEPHZERO_BUSYBOX_IMAGE");

    /// <summary>HAProxy, as the socket proxy of deploy/compose.</summary>
    public static string ProxyImage => Read("ALEPHZERO_PROXY_IMAGE");

    /// <summary>The command of Docker Compose, in words.</summary>
    public static string Compose => Read("ALEPHZERO_COMPOSE");

    /// <summary>An image with systemd, bus, journal and polkit; null where it could not be made.</summary>
    public static string? SystemdImage => Environment.GetEnvironmentVariable("ALEPHZERO_SYSTEMD_IMAGE");

    private static string Read(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: run these tests by ./test.sh");
}
