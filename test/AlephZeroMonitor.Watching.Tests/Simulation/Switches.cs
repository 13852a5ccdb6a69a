using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>How the simulation is run, by environment variables.</summary>
internal static class Switches
{
    /// <summary>SIMULATION_SEED: one world alone, with its trace.</summary>
    public static ulong? Seed => Read("SIMULATION_SEED");

    /// <summary>SIMULATION_DAYS: how many node-days; 0 leaves all simulations out, as a mutation run does.</summary>
    public static int Days => (int)(Read("SIMULATION_DAYS") ?? 10_000);

    /// <summary>Skips the test when simulations are left out.</summary>
    public static void SkipWhenOff() => Assert.SkipWhen(Days == 0, "SIMULATION_DAYS is 0");

    [SuppressMessage("ApiDesign", "RS0030", Justification = "A test's own switches.")]
    private static ulong? Read(string name) => ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
