using Tmds.DBus.Protocol;
using Variants = System.Collections.Generic.Dictionary<string, Tmds.DBus.Protocol.VariantValue>;

namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>The connection to systemd by the system bus; made again when it breaks.</summary>
/// <remarks>Requests throw a <see cref="BusException"/>, and nothing else but the cancellation of their token.</remarks>
internal sealed class SystemBus(TimeProvider time) : IDisposable
{
    private const string Systemd = "org.freedesktop.systemd1";
    private const string Root = "/org/freedesktop/systemd1";
    private const string Manager = $"{Systemd}.Manager";
    private const string Properties = "org.freedesktop.DBus.Properties";
    private const string UsualAddress = "unix:path=/run/dbus/system_bus_socket";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly SharedAttempt<DBusConnection> _connecting = new();
    private DBusConnection? _connection;

    /// <summary>Something changed of the unit with this path; null: changes may have been missed. Handlers must not block.</summary>
    public event Action<string?>? Changed;

    /// <summary>What systemd shows of a unit, and of it as a service. Every failure is a value.</summary>
    public async Task<UnitView> LookAsync(string unit, CancellationToken ct)
    {
        try
        {
            var path = await CallAsync(Root, Manager, "LoadUnit", [unit], ReadPath, ct);
            var general = await CallAsync(path, Properties, "GetAll", [$"{Systemd}.Unit"], ReadProperties, ct);
            var service = await CallAsync(path, Properties, "GetAll", [$"{Systemd}.Service"], ReadProperties, ct);
            return UnitView.Of(new UnitProperties(path, general, service));
        }
        catch (BusException e)
        {
            return new UnitView(RunState.Unreachable) { UnreachableSaid = e.Message };
        }
        catch (InvalidOperationException e) // A property has another type than it is documented to have.
        {
            return new UnitView(RunState.Unreachable) { UnreachableSaid = $"systemd's answer makes no sense: {e.Message}" };
        }
    }

    /// <summary>Asks for a restart, unless something else is being done with the unit.</summary>
    public Task RestartAsync(string unit, CancellationToken ct) => CallAsync(Root, Manager, "RestartUnit", [unit, "fail"], ReadPath, ct);

    /// <summary>Asks for a start, unless something else is being done with the unit.</summary>
    public Task StartAsync(string unit, CancellationToken ct) => CallAsync(Root, Manager, "StartUnit", [unit, "fail"], ReadPath, ct);

    public void Dispose() => _connection?.Dispose();

    private static string ReadPath(Message answer, object? state) => answer.GetBodyReader().ReadObjectPathAsString();

    private static Variants ReadProperties(Message answer, object? state) => answer.GetBodyReader().ReadDictionaryOfStringToVariantValue();

    private async Task<T> CallAsync<T>(
        string path, string target, string method, string[] arguments, MessageValueReader<T> read, CancellationToken ct)
    {
        var connection = _connection;
        try
        {
            connection ??= await _connecting.RunAsync(async () => _connection ??= await NewConnectionAsync(), ct);
            return await connection.CallMethodAsync(Write(connection, path, target, method, arguments), read).WaitAsync(AnswerTimeout, time, ct);
        }
        catch (DBusErrorReplyException e)
        {
            throw new BusException(e.ErrorName, e.ErrorMessage, e);
        }
        catch (Exception e) when (e is DBusExceptionBase or TimeoutException or ObjectDisposedException or IOException)
        {
            Drop(connection);
            throw new BusException(null, $"the system bus doesn't answer: {(e.InnerException ?? e).Message}", e);
        }
    }

    private static MessageBuffer Write(DBusConnection connection, string path, string target, string method, string[] arguments)
    {
        using var writer = connection.GetMessageWriter();
        writer.WriteMethodCallHeader(Systemd, path, target, method, arguments.Length == 0 ? null : new string('s', arguments.Length));
        foreach (var argument in arguments)
        {
            writer.WriteString(argument);
        }

        return writer.CreateMessage();
    }

    private async Task<DBusConnection> NewConnectionAsync()
    {
        var connection = new DBusConnection(DBusAddress.System ?? UsualAddress);
        try
        {
            await connection.ConnectAsync().AsTask().WaitAsync(AnswerTimeout, time);
            var changes = new MatchRule
            {
                Type = MessageType.Signal,
                Sender = Systemd,
                Interface = Properties,
                Member = "PropertiesChanged",
                PathNamespace = $"{Root}/unit",
            };
            await connection.AddMatchAsync<string?>(
                changes, (signal, _) => signal.PathAsString, notice => OnSignal(connection, notice), false, ObserverFlags.EmitOnConnectionClosed, null)
                .AsTask().WaitAsync(AnswerTimeout, time);
            await connection.CallMethodAsync(Write(connection, Root, Manager, "Subscribe", [])).WaitAsync(AnswerTimeout, time);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void OnSignal(DBusConnection connection, Notification<string?> notice)
    {
        if (notice.IsCompletion)
        {
            Drop(connection);
        }

        Changed?.Invoke(notice.HasValue ? notice.Value : null);
    }

    private void Drop(DBusConnection? connection)
    {
        if (connection is not null && Interlocked.CompareExchange(ref _connection, null, connection) == connection)
        {
            connection.Dispose();
        }
    }
}

/// <summary>What systemd shows of a unit.</summary>
/// <param name="Path">Its path on the bus.</param>
/// <param name="General">What units have.</param>
/// <param name="Service">What services have besides.</param>
internal sealed record UnitProperties(string Path, Variants General, Variants Service);

/// <summary>The bus or systemd did not do what was asked.</summary>
/// <param name="name">The error's name on the bus; null: there was no answer.</param>
/// <param name="said">What was said.</param>
/// <param name="cause">What it was made of.</param>
internal sealed class BusException(string? name, string said, Exception cause) : Exception(said, cause)
{
    /// <summary>Somebody answered.</summary>
    public bool IsAnswer => name is not null;

    /// <summary>This user may not do that.</summary>
    public bool IsRefused => name is "org.freedesktop.DBus.Error.AccessDenied" or "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired";

    /// <summary>Something else is being done with the unit.</summary>
    public bool IsConflict => name == "org.freedesktop.systemd1.TransactionIsDestructive";
}
