using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Api;

/// <summary>All that <c>doctor</c> found.</summary>
/// <param name="Errors">How many findings keep the monitor from its work.</param>
/// <param name="Warnings">How many are worth a look.</param>
/// <param name="Findings">The findings, in the order of the checkups.</param>
internal sealed record DoctorReport(int Errors, int Warnings, ImmutableArray<Finding> Findings)
{
    /// <summary>A report of findings. What is the same for several subjects is said once.</summary>
    public static DoctorReport Of(IEnumerable<Finding> findings)
    {
        ImmutableArray<Finding> all =
        [
            .. from finding in findings
               group finding.Subject by (finding.Level, finding.Text, finding.Mend) into same
               select new Finding(same.Key.Level, string.Join(", ", same), same.Key.Text, same.Key.Mend),
        ];
        return new(all.Count(finding => finding.Level == FindingLevel.Error), all.Count(finding => finding.Level == FindingLevel.Warning), all);
    }
}
