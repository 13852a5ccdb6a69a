using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Architecture;

/// <summary>Links in the documents.</summary>
public partial class LinkTests
{
    private static readonly string[] Folders = [".", "docs", "docs/designs", "tools/NodeSimulator"];

    public static TheoryData<string> Documents =>
        [.. Folders
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Sources.Root, folder), "*.md"))
            .Select(path => Path.GetRelativePath(Sources.Root, path))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EachLinkIntoTheRepository_LeadsSomewhere(string document)
    {
        var path = Path.Combine(Sources.Root, document);
        var broken = Link().Matches(Code().Replace(File.ReadAllText(path), ""))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Exists(path, target));
        Assert.Empty(broken);
    }

    private static bool Exists(string document, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        return Path.Exists(file) && (parts.Length == 1 || Heading().Matches(File.ReadAllText(file)).Any(heading => Anchor(heading.Groups[1].Value) == parts[1]));
    }

    /// <summary>As the usual forges make it of a heading.</summary>
    private static string Anchor(string heading) => NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`|^    .*$", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
