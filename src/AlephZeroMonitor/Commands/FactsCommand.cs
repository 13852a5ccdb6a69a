using System.CommandLine;
using System.Text.Encodings.Web;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor facts [FILE]</c>: the facts of a saved `docker logs --timestamps`, as JSON on standard output.</summary>
internal static class FactsCommand
{
    private const int BufferSize = 128 * 1024;
    private const int Megabyte = 1_000_000;

    public static Verb Create()
    {
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = "A saved `docker logs --timestamps`, or what docker compose, journalctl or CRI print; without it, or with -, standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new("facts", "Print the facts of a node's saved log as JSON.", (parsed, ct) => RunAsync(parsed.GetValue(file), ct), file);
    }

    private static async Task<int> RunAsync(FileInfo? file, CancellationToken ct)
    {
        PastedLog log;
        try
        {
            await using var input = file is null || file.Name == "-" ? Console.OpenStandardInput() : file.OpenRead();
            log = await ReadAsync(input, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailure($"can't read {file?.FullName ?? "standard input"}: {e.Message}");
        }

        if (log.Problem is { } problem)
        {
            throw new VerbFailure(problem);
        }

        await using var output = Console.OpenStandardOutput();
        Write(log.Facts, output);
        output.WriteByte((byte)'\n');
        return ExitCodes.Success;
    }

    private static async Task<PastedLog> ReadAsync(Stream input, CancellationToken ct)
    {
        using var progress = new Progress("MB of log read", TimeProvider.System);
        var log = new PastedLog();
        var buffer = new byte[BufferSize];
        var length = 0L;
        for (var read = await input.ReadAtLeastAsync(buffer, PastedLog.MarkLength, throwOnEndOfStream: false, ct); read > 0; read = await input.ReadAsync(buffer, ct))
        {
            log.Append(buffer.AsSpan(0, read));
            length += read;
            progress.Show(length / Megabyte);
        }

        log.Complete();
        return log;
    }

    private static void Write(NodeFacts facts, Stream output)
    {
        var readable = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var json = new Utf8JsonWriter(output, readable);
        json.WriteStartObject();
        Write(json, "nodeStartedAt", facts.NodeStartedAt);
        Write(json, "best", facts.Best);
        Write(json, "bestAt", facts.BestAt);
        Write(json, "finalized", facts.Finalized);
        Write(json, "target", facts.Target);
        Write(json, "peers", facts.Peers);
        Write(json, "session", facts.Session);
        Write(json, "sessionStartedAt", facts.SessionStartedAt);
        json.WriteString("majorSync", facts.MajorSync switch { MajorSync.In => "in", MajorSync.Left => "out", _ => null });
        Write(json, "majorSyncAt", facts.MajorSyncAt);
        json.WriteNumber("preparedInSession", facts.PreparedInSession);
        json.WriteNumber("preSealedInSession", facts.PreSealedInSession);
        Write(json, "lastProducedBlock", facts.LastProducedBlock);
        json.WriteBoolean("producingInSession", facts.ProducingInSession);
        json.WriteNumber("reorgs", facts.Reorgs);
        json.WriteNumber("errors", facts.Errors);
        json.WriteNumber("lines", facts.Lines);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, uint? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, LogTime? time) => json.WriteString(name, time?.ToString());
}
