using System.Collections.Immutable;
using System.Reflection;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.History;

/// <summary>
/// Saved records hold no sentence of ours: another wording must not change what is decided, nor what is compared when a decision is made
/// again.
/// </summary>
public class RecordTextTests
{
    /// <summary>
    /// Names, hashes, ids, and what others said. A member whose text this program makes up does not belong here, but into an enum and
    /// numbers.
    /// </summary>
    private static readonly string[] Allowed =
    [
        "ActionOutcome.Said", "Alert.Line", "ClockReading.BootId", "Decision.DependsOn", "Decision.ParentDown", "Decision.RequestedBy", "Decision.StandingByFor", "Decision.UnreachableSaid", "Decision.WaitsFor",
        "EndpointProblem.Said", "EndpointVerdict.Chain", "EndpointVerdict.Host", "EndpointVerdict.NodeChain", "Evidence.Line",
        "ForkEvidence.NetworkHash", "ForkEvidence.NodeHash", "LifeEnd.LastWords", "LifeEnd.RestartPolicy", "LifeEnd.Said", "LogProblem.Driver",
        "LogProblem.Said", "NodeFacts.ChainName",
        "NodeLife.InstanceId", "NodeMemory.DryRunBy", "NodePause.By", "Observation.DependsOn", "Observation.ParentDown", "Observation.StandingByFor", "Observation.UnreachableSaid", "Observation.WaitsFor",
        "OperatorRequest.By", "Pause.By", "RepeatedLine.Line", "SelfReport.ChainName", "SelfReport.FinalizedHash", "Silence.By", "Trouble.Line",
    ];

    [Fact]
    public void SavedRecords_TextMembers_AreNamesHashesAndWordsFromOutside()
    {
        var seen = new HashSet<Type>();
        Type[] saved = [typeof(Decision), typeof(Observation), typeof(NodeState), typeof(Policy), typeof(ActionOutcome), typeof(NodeMemory)];
        Assert.Equal(Allowed, saved.SelectMany(type => Texts(type, seen)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Texts(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            yield break;
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var inner = Inner(property.PropertyType);
            if (inner == typeof(string))
            {
                yield return $"{type.Name}.{property.Name}";
            }
            else if (inner.Assembly == typeof(Decision).Assembly || inner.Assembly == typeof(NodeMemory).Assembly)
            {
                foreach (var text in Texts(inner, seen))
                {
                    yield return text;
                }
            }
        }
    }

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type)
        ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? Inner(type.GenericTypeArguments[0]) : type);
}
