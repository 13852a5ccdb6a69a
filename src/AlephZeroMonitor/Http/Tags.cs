namespace AlephZeroMonitor.Http;

/// <summary>Under which headings the OpenAPI document tells of the routes, and what they answer with that is no JSON.</summary>
internal static class Tags
{
    /// <summary>What monitoring asks for.</summary>
    public const string Monitoring = "Monitoring";

    /// <summary>What is known now.</summary>
    public const string Now = "Now";

    /// <summary>What was before.</summary>
    public const string Past = "Past";

    /// <summary>What an operator can ask for.</summary>
    public const string Actions = "Actions";

    /// <summary>Text.</summary>
    public const string Text = "text/plain";
}
