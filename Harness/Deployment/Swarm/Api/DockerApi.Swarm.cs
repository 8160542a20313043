using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm.Api;

internal sealed partial class DockerApi
{
    public Task<IReadOnlyList<SwarmNode>> NodesAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<SwarmNode>>("nodes", cancellationToken);

    /// <param name="label"><c>key</c> or <c>key=value</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public Task<IReadOnlyList<Service>> ServicesAsync(string label, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<Service>>($"services?{FiltersOf(("label", label))}", cancellationToken);

    public Task<Service> ServiceAsync(string id, CancellationToken cancellationToken) => GetAsync<Service>($"services/{id}", cancellationToken);

    /// <summary>Returns the new service's id. Its tasks are placed later.</summary>
    public async Task<string> CreateServiceAsync(ServiceSpec spec, CancellationToken cancellationToken) =>
        (await AskAsync<Created>(HttpMethod.Post, "services/create", Content(spec), cancellationToken).ConfigureAwait(false)).Id;

    /// <summary>Replaces the specification of a service that is still at <paramref name="version"/>.</summary>
    public Task UpdateServiceAsync(string id, long version, ServiceSpec spec, CancellationToken cancellationToken) =>
        TellAsync(HttpMethod.Post, $"services/{id}/update?version={version}", spec, cancellationToken);

    /// <summary>Removes a service; its tasks end later.</summary>
    public Task RemoveServiceAsync(string id, CancellationToken cancellationToken) => TellAsync(HttpMethod.Delete, $"services/{id}", null, cancellationToken);

    /// <summary>All tasks of a service, those that have ended included.</summary>
    public Task<IReadOnlyList<SwarmTask>> TasksAsync(string serviceId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<SwarmTask>>($"tasks?{FiltersOf(("service", serviceId))}", cancellationToken);

    /// <summary>The last lines that a task printed, to standard output and standard error alike.</summary>
    public Task<string> TaskLogAsync(string taskId, int lines, CancellationToken cancellationToken) =>
        LogAsync($"tasks/{taskId}/logs?stdout=1&stderr=1&tail={lines}", cancellationToken);

    public Task<IReadOnlyList<Network>> NetworksAsync(string label, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<Network>>($"networks?{FiltersOf(("label", label))}", cancellationToken);

    /// <param name="name">Name or id.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public Task<Network> NetworkAsync(string name, CancellationToken cancellationToken) =>
        GetAsync<Network>($"networks/{Uri.EscapeDataString(name)}", cancellationToken);

    public async Task<string> CreateNetworkAsync(NetworkSpec spec, CancellationToken cancellationToken) =>
        (await AskAsync<Created>(HttpMethod.Post, "networks/create", Content(spec), cancellationToken).ConfigureAwait(false)).Id;

    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken) => TellAsync(HttpMethod.Delete, $"networks/{id}", null, cancellationToken);

    public Task<IReadOnlyList<NamedResource>> SecretsAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<NamedResource>>("secrets", cancellationToken);

    /// <param name="label"><c>key</c> or <c>key=value</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public Task<IReadOnlyList<NamedResource>> SecretsAsync(string label, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<NamedResource>>($"secrets?{FiltersOf(("label", label))}", cancellationToken);

    /// <summary>Returns the new secret's id. What it holds only the containers that refer to it see again.</summary>
    public async Task<string> CreateSecretAsync(SecretSpec spec, CancellationToken cancellationToken) =>
        (await AskAsync<Created>(HttpMethod.Post, "secrets/create", Content(spec), cancellationToken).ConfigureAwait(false)).Id;

    public Task RemoveSecretAsync(string id, CancellationToken cancellationToken) => TellAsync(HttpMethod.Delete, $"secrets/{id}", null, cancellationToken);

    public Task<IReadOnlyList<NamedResource>> ConfigsAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<NamedResource>>("configs", cancellationToken);
}
