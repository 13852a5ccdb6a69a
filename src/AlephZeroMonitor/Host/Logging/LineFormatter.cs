using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AlephZeroMonitor.Host.Logging;

/// <summary>One line an entry, in one of three forms: text for people, JSON and logfmt for programs. docs/log.md describes them.</summary>
internal sealed class LineFormatter(Settings settings, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console finds it.</summary>
    public const string FormatterName = "alephzero-monitor";

    /// <summary>What an entry has as a value and not as a part of its sentence alone, has another name than this.</summary>
    private const string Sentence = "Text";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // The verb that it ends says it, without the stack.
        if (logEntry.Exception is StartFailure)
        {
            return;
        }

        var at = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var message = OneLine.Of(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (settings.LogForm == LogForm.Text)
        {
            var exception = logEntry.Exception is null ? "" : $": {OneLine.Of(logEntry.Exception.ToString())}";
            textWriter.Write($"{at} {Level(logEntry.LogLevel).ToUpperInvariant(),-5} {message}{exception}\n");
            return;
        }

        List<(string Key, object? Value)> fields =
        [
            ("time", at), ("level", Level(logEntry.LogLevel)), ("event", logEntry.EventId.Name),
            .. Values(logEntry.State), ("message", message),
        ];
        if (logEntry.Exception is { } bug)
        {
            fields.Add(("exception", OneLine.Of(bug.ToString())));
        }

        textWriter.Write((settings.LogForm == LogForm.Json ? Json(fields) : Logfmt(fields)) + "\n");
    }

    private static IEnumerable<(string Key, object? Value)> Values<TState>(TState state) =>
        from pair in state as IEnumerable<KeyValuePair<string, object?>> ?? []
        where pair.Key is not (Sentence or "{OriginalFormat}")
        select (JsonNamingPolicy.CamelCase.ConvertName(pair.Key), pair.Value);

    private static string Json(List<(string Key, object? Value)> fields)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            foreach (var (key, value) in fields)
            {
                json.WritePropertyName(key);
                json.WriteRawValue(value switch
                {
                    null => "null",
                    bool => Text(value),
                    uint or int or long or double when Text(value) is var number && !number.Contains('N', StringComparison.Ordinal) => number,
                    _ => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Text(value))}\"",
                });
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static string Logfmt(List<(string Key, object? Value)> fields) =>
        string.Join(' ', fields.Where(field => field.Value is not null).Select(field => $"{field.Key}={Quoted(Text(field.Value))}"));

    private static string Quoted(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || c is '"' or '=' or '\\')
        ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Text(object? value) => OneLine.Of(value switch
    {
        DateTimeOffset at => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    });

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}
