using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Architecture;

/// <summary>The sources on disk.</summary>
internal static partial class Sources
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files of these folders, by their paths in the repository.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Files(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file)
        where !path.Split('/').Any(part => part is "obj" or "bin" or "node_modules")
        select (path, File.ReadAllLines(file));

    /// <summary>The folder of the program that a file of src belongs to: "Core/Logs", "Http"; "Program" for the program's root.</summary>
    public static string FolderOf(string path)
    {
        var parts = path.Split('/')[1..^1];
        var project = parts[0]["AlephZeroMonitor".Length..].TrimStart('.');
        return string.Join('/', [.. project == "" ? [] : new[] { project }, .. parts[1..]]) is { Length: > 0 } folder ? folder : "Program";
    }

    /// <summary>The folder that a namespace stands for; null for a namespace of others.</summary>
    public static string? FolderOfNamespace(string? name) => name switch
    {
        null => "Program",
        _ when name.StartsWith("AlephZeroMonitor.", StringComparison.Ordinal) => name["AlephZeroMonitor.".Length..].Replace('.', '/'),
        _ => null,
    };

    /// <summary>Files with more lines than allowed.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<(string Path, string[] Lines)> files, int most) =>
        files.Where(file => file.Lines.Length > most).Select(file => $"{file.Path}: {file.Lines.Length} lines");

    /// <summary>Files whose namespace is not their folder.</summary>
    public static IEnumerable<string> Misplaced(IEnumerable<(string Path, string[] Lines)> files) =>
        from file in files
        let name = file.Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value
        where FolderOf(file.Path) != FolderOfNamespace(name)
        select $"{file.Path}: {name}";

    /// <summary>The folders that files name in their usings. Constants leave no trace in compiled code, but need these.</summary>
    public static IEnumerable<Arrow> Usings(IEnumerable<(string Path, string[] Lines)> files, string[] folders) =>
        from file in files
        from line in file.Lines
        let match = UsingLine().Match(line)
        where match.Success
        let name = FolderOfNamespace(match.Groups[1].Value)!
        let to = folders.Where(folder => name == folder || name.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(folder => folder.Length) ?? name
        select new Arrow(FolderOf(file.Path), to, file.Path);

    /// <summary>The ids of the log lines.</summary>
    public static IEnumerable<string> EventIds(IEnumerable<(string Path, string[] Lines)> files) =>
        files.SelectMany(file => file.Lines).SelectMany(line => EventId().Matches(line)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"EventId = (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex EventId();

    /// <summary>A literal has a sentence when two words follow each other.</summary>
    [GeneratedRegex(@"\p{L}{2,} \p{L}{2,}", RegexOptions.CultureInvariant)]
    public static partial Regex TwoWords();

    [GeneratedRegex("^(?:global )?using (?:static |\\w+ = )?(AlephZeroMonitor\\.[\\w.]+);$", RegexOptions.CultureInvariant)]
    private static partial Regex UsingLine();

    [GeneratedRegex("^namespace ([A-Za-z.]+);$", RegexOptions.CultureInvariant)]
    private static partial Regex NamespaceLine();

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
