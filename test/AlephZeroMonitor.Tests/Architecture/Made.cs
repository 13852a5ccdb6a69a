namespace AlephZeroMonitor.Architecture;

#pragma warning disable CA1812, CA1822, CA1823, CS9113 // These are only looked at.

/// <summary>Made up, to show that the checks can fail.</summary>
internal static class Made
{
    internal sealed class Used
    {
        public static void Do()
        {
        }
    }

    internal sealed class ByNew
    {
        public object Make() => new Used();
    }

    internal sealed class ByTypeArgument
    {
        public int Count() => Array.Empty<Used>().Length;
    }

    internal sealed class ByStaticCall
    {
        public void Call() => Used.Do();
    }

    internal sealed class SevenParameters(int a, int b, int c, int d, int e, int f, int g);

    internal sealed record SevenMembers(int A, int B, int C, int D, int E, int F, int G);

    internal sealed class Speaking
    {
        public string Say(int lag) => $"{lag} blocks behind";

        public ReadOnlySpan<byte> Form => "Highest known block at #"u8;
    }
}
