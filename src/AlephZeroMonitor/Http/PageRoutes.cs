using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>The page, whose files are built from web/, and the OpenAPI document, which a test makes from the routes.</summary>
internal sealed class PageRoutes : IRoutes
{
    /// <summary>Nothing from other hosts, nothing inline, and no frame of another page.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public void MapTo(IEndpointRouteBuilder routes)
    {
        Map(routes, "/", "index.html", "text/html; charset=utf-8");
        Map(routes, "/page.js", "page.js", "text/javascript; charset=utf-8");
        Map(routes, "/page.css", "page.css", "text/css; charset=utf-8");
        routes.MapGet("/openapi/v1.json", () => TypedResults.Stream(typeof(PageRoutes).Assembly.GetManifestResourceStream("openapi.json")!, "application/json"))
            .ExcludeFromDescription();
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string name, string type)
    {
        var file = Read(name);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..16]}\"";
        routes.MapGet(path, (HttpContext context) => AnswerAsync(context, file, tag, type)).ExcludeFromDescription();
    }

    /// <summary>Browsers accept gzip; whoever does not gets the file unpacked.</summary>
    private static async Task AnswerAsync(HttpContext context, byte[] file, string tag, string type)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers.Vary = "Accept-Encoding";
        context.Response.ContentType = type;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentEncoding = "gzip";
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(file, context.RequestAborted);
            return;
        }

        await using var unpacked = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        await unpacked.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static byte[] Read(string name)
    {
        using var resource = typeof(PageRoutes).Assembly.GetManifestResourceStream($"Page/{name}.gz")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
