namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Reads answers of services that report an error with a good status.</summary>
internal static class Answers
{
    private const int MaxLength = 200;

    /// <summary>A member of a JSON answer is true, or 1.</summary>
    public static bool IsTrue(string answer, string member) => Member(answer, member) is "True" or "true" or "1";

    /// <summary>A member of a JSON answer; the whole answer where there is none.</summary>
    public static string Text(string answer, string member) => OneLine.Of(Message.Limited(Member(answer, member) ?? answer, MaxLength));

    private static string? Member(string answer, string member)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(member, out var value) ? value.ToString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is no Unicode
        {
            return null;
        }
    }
}
