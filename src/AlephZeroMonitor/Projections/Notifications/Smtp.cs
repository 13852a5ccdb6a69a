using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Mail by SMTP: smtp:// with STARTTLS, smtps:// with TLS from the beginning.</summary>
internal sealed class Smtp(ReceiverUrl url) : IReceiver
{
    private const int SmtpPort = 587;
    private const int SmtpsPort = 465;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    public static Scheme Scheme { get; } = new(
        "smtp://user:password@host:587/?from=monitor@example.org&to=me@example.org,you@example.org",
        url => url.Host.Length > 0 && MailboxAddress.TryParse(url.Option("from", "fromaddress"), out _)
            && url.List("to", "toaddresses") is { Length: > 0 } all && all.All(each => MailboxAddress.TryParse(each, out _)),
        ["from", "fromaddress", "to", "toaddresses", "disabletls"],
        (url, _, _) => new Smtp(url));

    public async Task<Delivery> SendAsync(Message message, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        try
        {
            using var client = new SmtpClient { Timeout = (int)AnswerTimeout.TotalMilliseconds };
            var server = new Uri($"{url.Scheme}://{url.Host}");
            var security = (url.Scheme, url.IsPlain) switch
            {
                ("smtps", _) => SecureSocketOptions.SslOnConnect,
                (_, true) => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            };
            await client.ConnectAsync(server.DnsSafeHost, server.IsDefaultPort || server.Port <= 0 ? (url.Scheme == "smtps" ? SmtpsPort : SmtpPort) : server.Port, security, timeout.Token);
            if (url.User.Length > 0)
            {
                await client.AuthenticateAsync(url.User, url.Password, timeout.Token);
            }

            await client.SendAsync(Mail(message), timeout.Token);
            await client.DisconnectAsync(quit: true, timeout.Token);
            return default;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new($"no answer within {AnswerTimeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is ProtocolException or CommandException or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException
            or NotSupportedException or IOException or System.Net.Sockets.SocketException)
        {
            return new(url.Hide(AlephZeroMonitor.Host.OneLine.Of(e.Message)), IsOfMessage: e is SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted });
        }
    }

    private MimeMessage Mail(Message message)
    {
        var from = MailboxAddress.Parse(url.Option("from", "fromaddress")!);
        var mail = new MimeMessage
        {
            Subject = Message.Limited(AlephZeroMonitor.Host.OneLine.Of(message.Title), 200),
            Date = message.At,
            MessageId = $"{message.Id}@{from.Domain}", // The same at each try.
            Priority = message.Pick(MessagePriority.Normal, MessagePriority.Normal, MessagePriority.Urgent),
            Body = new TextPart("plain") { Text = $"{message.Text}\n\n{message.Link}".TrimEnd() + "\n" },
        };
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.From.Add(from);
        mail.To.AddRange(url.List("to", "toaddresses").Select(MailboxAddress.Parse));
        return mail;
    }
}
