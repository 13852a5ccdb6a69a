using System.Reflection;

namespace AlephZeroMonitor.Host;

/// <summary>The program's name and version, wherever it names itself.</summary>
internal static class Product
{
    public const string Name = "alephzero-monitor";

    /// <summary>Such as 1.2.3, and 1.2.4-alpha.0.5 five commits after it.</summary>
    public static readonly string Version =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
