using System.Runtime.CompilerServices;

namespace AlephZeroMonitor;

/// <summary>Texts that people see, as files in test/golden. With WRITE_GOLDEN=1 they are written again.</summary>
internal static class Golden
{
    public static void Check(string name, string text)
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Sources())!, "..", "golden", name));
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"There is no {path}. Run this test with WRITE_GOLDEN=1 to write it.");
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Sources([CallerFilePath] string file = "") => file;
}
