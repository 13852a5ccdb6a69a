using System.Globalization;
using System.Text;

namespace NodeSimulator;

/// <summary>Writes lines as Substrate's logger does. Source: sc-tracing, logging/event_format.rs.</summary>
internal sealed class NodeLog(Stream output, LogFormat format, bool hasColour, TimeProvider time)
{
    private const string Worker = "tokio-runtime-worker";
    private const string Padding = "    ";

    private readonly StringBuilder _pending = new();
    private int _threadWidth;

    /// <summary>A line at level INFO.</summary>
    public void Write(string target, string message, string thread = Worker) => Write(" INFO", "32", target, message, thread);

    /// <summary>A line at level ERROR.</summary>
    public void WriteError(string target, string message) => Write("ERROR", "31", target, message, Worker);

    /// <summary>A line that doesn't come from the logger.</summary>
    public void WriteRaw(string line) => _pending.Append(line).Append('\n');

    /// <summary>A number as the messages that have colours show it.</summary>
    public string Number(uint number) => Paint("1;37", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Hands all lines to the output.</summary>
    public void Flush()
    {
        output.Write(Encoding.UTF8.GetBytes(_pending.ToString()));
        output.Flush();
        _pending.Clear();
    }

    private void Write(string level, string colour, string target, string message, string thread)
    {
        var isDetailed = format == LogFormat.Detailed;
        var now = time.GetLocalNow().ToString(isDetailed ? "yyyy-MM-dd HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        _pending.Append(Paint("2", now)).Append(' ');
        if (isDetailed)
        {
            // Names of threads are aligned to the longest that was printed so far.
            _threadWidth = Math.Max(_threadWidth, thread.Length);
            _pending.Append(Paint(colour, level)).Append(' ').Append(thread.PadLeft(_threadWidth)).Append(' ').Append(target).Append(": ");
        }

        _pending.Append(message).Append(Padding).Append('\n');
    }

    private string Paint(string colour, string text) => hasColour ? $"\x1b[{colour}m{text}\x1b[0m" : text;
}
