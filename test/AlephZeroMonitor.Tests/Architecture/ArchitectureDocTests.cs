using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Architecture;

/// <summary>What ARCHITECTURE.md claims and what is there.</summary>
public sealed partial class ArchitectureDocTests
{
    /// <summary>The figures may be a little old.</summary>
    private const double Tolerance = 0.1;

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Sources.Root, "ARCHITECTURE.md"));

    [Fact]
    public void Page_IsShort() => Assert.InRange(Lines.Length, 1, 120);

    [Fact]
    public void Files_ThatAreNamed_Exist()
    {
        var named = Lines.SelectMany(line => FileName().Matches(line)).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.Contains("Core/Watchdog.cs", named);
        Assert.DoesNotContain(named, name => !Exists(name));
        Assert.False(Exists("Core/Nothing.cs"));
    }

    [Fact]
    public void Folders_OfTheTable_AreAllThatHoldCode()
    {
        var named = Lines.Select(line => FolderRow().Match(line)).Where(match => match.Success)
            .Select(match => (Layer: match.Groups[1].Value, Folder: match.Groups[2].Value)).ToArray();
        var present = Sources.Files("src").Select(file => Sources.FolderOf(file.Path)).Distinct().Order().ToArray();
        Assert.Equal(present, named.Select(row => row.Folder).Order());
        Assert.Equal(Layers.Edges(present), named.Where(row => row.Layer == "edge").Select(row => row.Folder).Order());
    }

    [Fact]
    public void Figures_OfTheTable_AreThoseOfTheScript()
    {
        var named = Lines.Select(line => FigureRow().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups[1].Value, match => Number(match.Groups[2].Value));
        var measured = Measure().Select(line => line.Split(' ')).ToDictionary(words => words[0], words => Number(words[1]));
        Assert.Equal(measured.Keys.Order(), named.Keys.Order());
        Assert.DoesNotContain(measured, pair => Math.Abs(pair.Value - named[pair.Key]) > Math.Max(2, Tolerance * pair.Value));
    }

    /// <summary>A file of the repository, of the program, or of a project that the path begins with: "Core/Watchdog.cs".</summary>
    private static bool Exists(string name) =>
        File.Exists(Path.Combine(Sources.Root, name))
        || File.Exists(Path.Combine(Sources.Root, "src", "AlephZeroMonitor", name))
        || File.Exists(Path.Combine(Sources.Root, "src", "AlephZeroMonitor." + name));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Measure()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Sources.Root, "tools", "measure.sh")) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("`([A-Za-z/]+\\.(?:cs|ts|sh))", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    [GeneratedRegex("^\\| ([A-Za-z]+) \\| `([A-Za-z/]+)` \\|", RegexOptions.CultureInvariant)]
    private static partial Regex FolderRow();

    [GeneratedRegex("^\\| ([a-z0-9-]+) \\| [0-9.]+ \\| ([0-9.]+) \\|$", RegexOptions.CultureInvariant)]
    private static partial Regex FigureRow();
}
