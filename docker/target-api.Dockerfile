# The target API, built already. Context:
#
#   publish/target-api/    TargetApi/bin/Release/net10.0 as `./harness` or `dotnet build` leaves it: the program with models/ (in each folder
#                          model.onnx and model.json), libonnxruntime.so.1 and libvips-cpp.so. `dotnet publish` leaves those two behind.
#                          *.pdb and *.xml may be left out. All must be readable to everybody.
#
#   docker build --file docker/target-api.Dockerfile --tag loadlab/target-api CONTEXT
#   docker run --publish 8080:8080 --env MODEL=covertype-mlp loadlab/target-api
#
# `worker`, `registry` and `columns` after the image's name are the program's verbs; a registry wants --env PORT=5000.
# --build-arg BASE_IMAGE=loadlab/base:local stands on what docker/base-image makes, where Microsoft's image cannot be pulled.
ARG BASE_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0
FROM ${BASE_IMAGE}
ARG VERSION=unknown
LABEL org.opencontainers.image.title="LoadLab target API" \
      org.opencontainers.image.description="Serves models over HTTP so that there is something real to put under load" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY publish/target-api/ ./
# No HEALTHCHECK: its processes would share the processor and the memory that a sweep limits and measures. A stack may add one
# (docker-compose.swarm.yml does).
ENV HOST=0.0.0.0 PORT=8080
EXPOSE 8080
USER 1654
ENTRYPOINT ["dotnet", "/app/target-api.dll"]
