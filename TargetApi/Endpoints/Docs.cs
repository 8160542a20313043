namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>/docs</c>: Swagger UI from the package's own files; nothing comes from the network.</summary>
internal static class Docs
{
    /// <param name="app">Lends its services.</param>
    /// <param name="rest">Answers what Swagger UI has no file for.</param>
    public static RequestDelegate Build(IApplicationBuilder app, RequestDelegate rest)
    {
        IApplicationBuilder branch = app.New();

        // Static files stand back where an endpoint was matched, and the fallback that leads here is one.
        branch.Use((context, next) =>
        {
            context.SetEndpoint(null);
            return next(context);
        });
        branch.UseSwaggerUI(o =>
        {
            o.RoutePrefix = "docs";
            o.DocumentTitle = "LoadLab target API";
            o.SwaggerEndpoint("/openapi.json", "LoadLab target API");
        });
        branch.Run(rest);
        return branch.Build();
    }
}
