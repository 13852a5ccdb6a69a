namespace AlephZeroMonitor.Host;

/// <summary>The program's name and version, wherever it names itself.</summary>
internal static class Product
{
    public const string Name = "alephzero-monitor";

    public static readonly string Version = typeof(Product).Assembly.GetName().Version!.ToString(3);
}
