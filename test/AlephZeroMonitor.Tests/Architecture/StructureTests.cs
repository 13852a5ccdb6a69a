using System.Reflection;
using AlephZeroMonitor.Commands;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Architecture;

/// <summary>The rules of the house. Each has a made-up input beside it that breaks it.</summary>
public sealed class StructureTests
{
    private const int MostLines = 300;
    private const int MostParameters = 6;

    /// <summary>Literals of two words that are no sentences for people: names of chains, and messages of exceptions for broken JSON.</summary>
    private static readonly string[] NoSentences =
    [
        "Aleph Zero", "Aleph Zero Testnet", "Aleph Zero Development", "null is not a record", "not a time of a log line",
    ];

    private static readonly Assembly Program = typeof(Edges).Assembly;
    private static readonly Assembly CoreProject = typeof(Watchdog).Assembly;
    private static readonly Assembly WatchingProject = typeof(Watch).Assembly;
    private static readonly Type[] Types = [.. Program.GetTypes(), .. CoreProject.GetTypes(), .. WatchingProject.GetTypes()];

    [Fact]
    public void Arrows_OfAllFolders_PointDown()
    {
        var arrows = Arrows(Types).ToArray();
        Assert.Contains(arrows, arrow => arrow is { From: "Commands", To: "Targets/Docker" });
        Assert.Contains(arrows, arrow => arrow is { From: "Core", To: "Core/Logs" });
        var faults = arrows.Select(Layers.Fault).OfType<string>().Distinct().ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Arrows_OfAllFolders_HaveNoCycle() => Assert.Null(Layers.Cycle(Arrows(Types)));

    [Fact]
    public void Usings_OfAllFiles_PointDownAndNameEdgesInOnePlaceAlone()
    {
        var files = Sources.Files("src").ToArray();
        var folders = files.Select(file => Sources.FolderOf(file.Path)).Distinct().ToArray();
        var arrows = Sources.Usings(files, folders).ToArray();
        Assert.Contains(new Arrow("Commands", "Http", "src/AlephZeroMonitor/Commands/Edges.cs"), arrows);
        Assert.DoesNotContain(arrows, arrow => Layers.Fault(arrow) is not null);
        Assert.Empty(Layers.ToEdges(arrows));

        var made = Sources.Usings([("src/AlephZeroMonitor/Commands/A.cs", ["using static AlephZeroMonitor.Http.Routes;", "using AlephZeroMonitor.Api;"])], folders);
        Assert.Equal([new Arrow("Commands", "Http", "src/AlephZeroMonitor/Commands/A.cs")], Layers.ToEdges(made));
    }

    [Theory]
    [InlineData("Core", "Watching", "upward")]
    [InlineData("Watching", "Http", "upward")]
    [InlineData("Http", "History", "sideways")]
    [InlineData("Projections/Metrics", "Projections/Traces", "sideways")]
    [InlineData("Wording", "Api", "upward")]
    [InlineData("Core/Logs", "Core/Memory", "sideways")]
    [InlineData("Somewhere", "Core", "no layer")]
    [InlineData("Core/Elsewhere", "Core", "no layer")]
    public void Arrow_ThatDoesNotPointDown_IsFound(string from, string to, string fault) => Assert.Contains(fault, Layers.Fault(new(from, to, "it")));

    [Fact]
    public void Cycle_OfThree_IsFound() => Assert.Equal("a -> b -> c -> a", Layers.Cycle([new("a", "b", ""), new("b", "c", ""), new("x", "a", ""), new("c", "a", "")]));

    [Fact]
    public void TypesUsedBy_MethodsThatNameAType_FindIt()
    {
        Assert.Contains(typeof(Made.Used), CompiledCode.TypesUsedBy(typeof(Made.ByNew)));
        Assert.Contains(typeof(Made.Used), CompiledCode.TypesUsedBy(typeof(Made.ByTypeArgument)));
        Assert.Contains(typeof(Made.Used), CompiledCode.TypesUsedBy(typeof(Made.ByStaticCall)));
        Assert.DoesNotContain(typeof(Made.Used), CompiledCode.TypesUsedBy(typeof(Made.SevenParameters)));
    }

    [Fact]
    public void Namespaces_OfAllFiles_AreTheirFolders()
    {
        Assert.Empty(Sources.Misplaced(Sources.Files("src")));
        Assert.Single(Sources.Misplaced([("src/AlephZeroMonitor/Http/A.cs", ["namespace AlephZeroMonitor.Api;"])]));
    }

    [Fact]
    public void Constructors_OfAllClasses_TakeAtMostSixParameters()
    {
        Assert.Empty(CompiledCode.LongConstructors(Types, MostParameters));
        Assert.Single(CompiledCode.LongConstructors([typeof(Made.SevenParameters), typeof(Made.SevenMembers)], MostParameters));
    }

    [Fact]
    public void EventIds_OfAllLogLines_AreUnique()
    {
        var ids = Sources.EventIds(Sources.Files("src")).ToArray();
        Assert.True(ids.Length > 40, $"{ids.Length}");
        Assert.Empty(ids.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Files_OfAllProjects_HaveAtMost300Lines()
    {
        Assert.Empty(Sources.TooLong(Sources.Files("src", "tools", "test", "bench"), MostLines));
        Assert.Single(Sources.TooLong([("a.cs", new string[301]), ("b.cs", new string[300])], MostLines));
    }

    [Fact]
    public void Literals_OfCoreAndWatching_AreNoSentences()
    {
        Assert.Empty(Sentences([.. CoreProject.GetTypes(), .. WatchingProject.GetTypes()]));
        Assert.Equal([" blocks behind"], Sentences([typeof(Made.Speaking)]));
    }

    [Fact]
    public void CoreAndWatching_UseTheRuntimeAlone()
    {
        Assert.Empty(Foreign(CoreProject).Concat(Foreign(WatchingProject)));
        Assert.Contains("Microsoft.Data.Sqlite", Foreign(Program));
        Assert.Contains("Microsoft.AspNetCore.Http.Abstractions", Foreign(Program));
    }

    [Theory]
    [InlineData("System.Threading.Tasks")]
    [InlineData("System.IO")]
    [InlineData("System.Net")]
    public void Core_WithoutWaitingAndInput(string forbidden)
    {
        Assert.DoesNotContain(CoreProject.GetTypes().Where(IsOurs).SelectMany(CompiledCode.TypesUsedBy), type => type.Namespace == forbidden);
        Assert.Contains(Types.SelectMany(CompiledCode.TypesUsedBy), type => type.Namespace == forbidden);
    }

    /// <summary>The folder of each type, and those of the types that it uses.</summary>
    internal static IEnumerable<Arrow> Arrows(IEnumerable<Type> types) =>
        from type in types.Where(IsOurs)
        from used in CompiledCode.TypesUsedBy(type).Where(used => IsOurs(used) && Types.Contains(used))
        select new Arrow(Sources.FolderOfNamespace(type.Namespace)!, Sources.FolderOfNamespace(used.Namespace)!, $"{type.Name} uses {used.Name}");

    /// <summary>Not what the compiler and its generators add beside our namespaces.</summary>
    private static bool IsOurs(Type type) => type.Namespace is { } name
        ? name.StartsWith("AlephZeroMonitor.", StringComparison.Ordinal)
        : type.Name == "Program" || type.DeclaringType?.Name == "Program";

    private static string[] Sentences(Type[] types) =>
        [.. types.Where(type => IsOurs(type) && !CompiledCode.IsGenerated(type)).SelectMany(CompiledCode.LiteralsOf).Where(text => Sources.TwoWords().IsMatch(text)).Except(NoSentences)];

    private static string[] Foreign(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("AlephZeroMonitor.", StringComparison.Ordinal))];
}
